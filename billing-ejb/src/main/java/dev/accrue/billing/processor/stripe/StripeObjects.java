package dev.accrue.billing.processor.stripe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where Stripe's objects are read: by type, the path of one object and the path of the list. A plus says that the list
 * is at the object's path without the id, a dash that there is no such path. A place other than {@code {id}} is the
 * parent's; what may have several parents has a line for each.
 */
final class StripeObjects {

    private static final String TABLE = """
            account                           /v1/accounts/{id}                        +
            apple_pay_domain                  /v1/apple_pay/domains/{id}               +
            application_fee                   /v1/application_fees/{id}                +
            apps.secret                       -                                        /v1/apps/secrets
            balance                           /v1/balance                              -
            balance_settings                  /v1/balance_settings                     -
            balance_transaction               /v1/balance_transactions/{id}            +
            bank_account                      /v1/customers/{customer}/sources/{id}    +
            bank_account                      /v1/accounts/{account}/external_accounts/{id} +
            billing.alert                     /v1/billing/alerts/{id}                  +
            billing.credit_balance_summary    /v1/billing/credit_balance_summary       -
            billing.credit_balance_transaction /v1/billing/credit_balance_transactions/{id} +
            billing.credit_grant              /v1/billing/credit_grants/{id}           +
            billing.meter                     /v1/billing/meters/{id}                  +
            billing.meter_event_summary       -                                        /v1/billing/meters/{meter}/event_summaries
            billing_portal.configuration      /v1/billing_portal/configurations/{id}   +
            capability                        /v1/accounts/{account}/capabilities/{id} +
            card                              /v1/customers/{customer}/sources/{id}    +
            card                              /v1/accounts/{account}/external_accounts/{id} +
            cash_balance                      /v1/customers/{customer}/cash_balance    -
            charge                            /v1/charges/{id}                         +
            checkout.session                  /v1/checkout/sessions/{id}               +
            climate.order                     /v1/climate/orders/{id}                  +
            climate.product                   /v1/climate/products/{id}                +
            climate.supplier                  /v1/climate/suppliers/{id}               +
            confirmation_token                /v1/confirmation_tokens/{id}             -
            country_spec                      /v1/country_specs/{id}                   +
            coupon                            /v1/coupons/{id}                         +
            credit_note                       /v1/credit_notes/{id}                    +
            credit_note_line_item             -                                        /v1/credit_notes/{credit_note}/lines
            customer                          /v1/customers/{id}                       +
            customer_balance_transaction      /v1/customers/{customer}/balance_transactions/{id} +
            customer_cash_balance_transaction /v1/customers/{customer}/cash_balance_transactions/{id} +
            dispute                           /v1/disputes/{id}                        +
            entitlements.active_entitlement   /v1/entitlements/active_entitlements/{id} +
            entitlements.feature              /v1/entitlements/features/{id}           +
            event                             /v1/events/{id}                          +
            exchange_rate                     /v1/exchange_rates/{id}                  +
            fee_refund                        /v1/application_fees/{fee}/refunds/{id}  +
            file                              /v1/files/{id}                           +
            file_link                         /v1/file_links/{id}                      +
            financial_connections.account     /v1/financial_connections/accounts/{id}  +
            financial_connections.session     /v1/financial_connections/sessions/{id}  -
            financial_connections.transaction /v1/financial_connections/transactions/{id} +
            forwarding.request                /v1/forwarding/requests/{id}             +
            identity.verification_report      /v1/identity/verification_reports/{id}   +
            identity.verification_session     /v1/identity/verification_sessions/{id}  +
            invoice                           /v1/invoices/{id}                        +
            invoice_payment                   /v1/invoice_payments/{id}                +
            invoice_rendering_template        /v1/invoice_rendering_templates/{id}     +
            invoiceitem                       /v1/invoiceitems/{id}                    +
            issuing.authorization             /v1/issuing/authorizations/{id}          +
            issuing.card                      /v1/issuing/cards/{id}                   +
            issuing.cardholder                /v1/issuing/cardholders/{id}             +
            issuing.dispute                   /v1/issuing/disputes/{id}                +
            issuing.personalization_design    /v1/issuing/personalization_designs/{id} +
            issuing.physical_bundle           /v1/issuing/physical_bundles/{id}        +
            issuing.token                     /v1/issuing/tokens/{id}                  +
            issuing.transaction               /v1/issuing/transactions/{id}            +
            item                              -                                        /v1/checkout/sessions/{session}/line_items
            item                              -                                        /v1/payment_links/{payment_link}/line_items
            item                              -                                        /v1/quotes/{quote}/line_items
            line_item                         -                                        /v1/invoices/{invoice}/lines
            mandate                           /v1/mandates/{id}                        -
            payment_attempt_record            /v1/payment_attempt_records/{id}         +
            payment_intent                    /v1/payment_intents/{id}                 +
            payment_intent_amount_details_line_item -                                        /v1/payment_intents/{payment_intent}/amount_details_line_items
            payment_link                      /v1/payment_links/{id}                   +
            payment_method                    /v1/payment_methods/{id}                 +
            payment_method_configuration      /v1/payment_method_configurations/{id}   +
            payment_method_domain             /v1/payment_method_domains/{id}          +
            payment_record                    /v1/payment_records/{id}                 -
            payout                            /v1/payouts/{id}                         +
            person                            /v1/accounts/{account}/persons/{id}      +
            plan                              /v1/plans/{id}                           +
            price                             /v1/prices/{id}                          +
            product                           /v1/products/{id}                        +
            product_feature                   /v1/products/{product}/features/{id}     +
            promotion_code                    /v1/promotion_codes/{id}                 +
            quote                             /v1/quotes/{id}                          +
            radar.early_fraud_warning         /v1/radar/early_fraud_warnings/{id}      +
            radar.value_list                  /v1/radar/value_lists/{id}               +
            radar.value_list_item             /v1/radar/value_list_items/{id}          +
            refund                            /v1/refunds/{id}                         +
            reporting.report_run              /v1/reporting/report_runs/{id}           +
            reporting.report_type             /v1/reporting/report_types/{id}          +
            review                            /v1/reviews/{id}                         +
            scheduled_query_run               /v1/sigma/scheduled_query_runs/{id}      +
            setup_attempt                     -                                        /v1/setup_attempts
            setup_intent                      /v1/setup_intents/{id}                   +
            shipping_rate                     /v1/shipping_rates/{id}                  +
            source                            /v1/sources/{id}                         -
            source_transaction                -                                        /v1/sources/{source}/source_transactions
            subscription                      /v1/subscriptions/{id}                   +
            subscription_item                 /v1/subscription_items/{id}              +
            subscription_schedule             /v1/subscription_schedules/{id}          +
            tax.calculation                   /v1/tax/calculations/{id}                -
            tax.calculation_line_item         -                                        /v1/tax/calculations/{calculation}/line_items
            tax.registration                  /v1/tax/registrations/{id}               +
            tax.settings                      /v1/tax/settings                         -
            tax.transaction                   /v1/tax/transactions/{id}                -
            tax.transaction_line_item         -                                        /v1/tax/transactions/{transaction}/line_items
            tax_code                          /v1/tax_codes/{id}                       +
            tax_id                            /v1/tax_ids/{id}                         /v1/customers/{customer}/tax_ids
            tax_id                            -                                        /v1/tax_ids
            tax_rate                          /v1/tax_rates/{id}                       +
            terminal.configuration            /v1/terminal/configurations/{id}         +
            terminal.location                 /v1/terminal/locations/{id}              +
            terminal.reader                   /v1/terminal/readers/{id}                +
            test_helpers.test_clock           /v1/test_helpers/test_clocks/{id}        +
            token                             /v1/tokens/{id}                          -
            topup                             /v1/topups/{id}                          +
            transfer                          /v1/transfers/{id}                       +
            transfer_reversal                 /v1/transfers/{transfer}/reversals/{id}  +
            treasury.credit_reversal          /v1/treasury/credit_reversals/{id}       +
            treasury.debit_reversal           /v1/treasury/debit_reversals/{id}        +
            treasury.financial_account        /v1/treasury/financial_accounts/{id}     +
            treasury.financial_account_features /v1/treasury/financial_accounts/{financial_account}/features -
            treasury.inbound_transfer         /v1/treasury/inbound_transfers/{id}      +
            treasury.outbound_payment         /v1/treasury/outbound_payments/{id}      +
            treasury.outbound_transfer        /v1/treasury/outbound_transfers/{id}     +
            treasury.received_credit          /v1/treasury/received_credits/{id}       +
            treasury.received_debit           /v1/treasury/received_debits/{id}        +
            treasury.transaction              /v1/treasury/transactions/{id}           +
            treasury.transaction_entry        /v1/treasury/transaction_entries/{id}    +
            v2.core.account                   /v2/core/accounts/{id}                   -
            v2.core.account_person            /v2/core/accounts/{account}/persons/{id} -
            v2.core.event                     /v2/core/events/{id}                     -
            v2.core.event_destination         /v2/core/event_destinations/{id}         -
            webhook_endpoint                  /v1/webhook_endpoints/{id}               +
            """;

    /** Types that events or other objects show, and that no path reads. */
    private static final String UNREADABLE = """
            account_link account_session application billing.alert_triggered billing.meter_event
            billing.meter_event_adjustment billing_portal.session connect_collection_transfer
            customer_session discount entitlements.active_entitlement_summary ephemeral_key
            financial_connections.account_owner financial_connections.account_ownership
            financial_connections.authorization funding_instructions login_link
            radar.payment_evaluation reserve.hold reserve.plan reserve.release reserve_transaction
            source_mandate_notification tax.association tax_deducted_at_source
            terminal.connection_token terminal.onboarding_link
            """;

    private static final Map<String, StripeObjects> BY_TYPE = read();

    private final List<PathTemplate> singles = new ArrayList<>();
    private final List<PathTemplate> lists = new ArrayList<>();

    private StripeObjects() {}

    /** What is known of a type; empty for a type that this version has never heard of. */
    static Optional<StripeObjects> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** Every type that this version has decided about. */
    static Set<String> types() {
        return Set.copyOf(BY_TYPE.keySet());
    }

    /** The paths of one object, one for each parent that it may have; the one without a parent is alone. */
    List<PathTemplate> singles() {
        return singles;
    }

    /** The paths of lists of it, one for each parent. */
    List<PathTemplate> lists() {
        return lists;
    }

    private static Map<String, StripeObjects> read() {
        Map<String, StripeObjects> byType = new HashMap<>();
        TABLE.lines().map(line -> line.split(" +")).forEach(line -> {
            StripeObjects objects = byType.computeIfAbsent(line[0], type -> new StripeObjects());
            add(line[1], objects.singles);
            add(line[2].equals("+") ? line[1].replace("/{id}", "") : line[2], objects.lists);
        });
        UNREADABLE
                .strip()
                .lines()
                .flatMap(line -> Stream.of(line.split(" ")))
                .forEach(type -> byType.put(type, new StripeObjects()));
        return byType;
    }

    private static void add(String path, List<PathTemplate> paths) {
        if (!path.equals("-")) {
            paths.add(new PathTemplate(path));
        }
    }
}
