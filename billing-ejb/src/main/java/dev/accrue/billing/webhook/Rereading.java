package dev.accrue.billing.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How an object of a type is read again from Stripe. */
enum Rereading {
    /** By its id. */
    BY_ID,
    /** By its id below another object, which it names; where it names none, the event is the best there is. */
    THROUGH_PARENT,
    /** As the list that it sums up, all pages of it. */
    BY_LIST,
    /** Not by itself; the event that names it is the best there is. */
    FROM_EVENT,
    /** It has no identity: an upcoming invoice, an event about nothing. */
    NOT_AT_ALL;

    private static final String BY_ID_TYPES = """
            account apple_pay_domain application_fee balance balance_settings balance_transaction billing.alert
            billing.credit_balance_transaction billing.credit_grant billing.meter billing_portal.configuration
            charge checkout.session climate.order climate.product climate.supplier confirmation_token
            country_spec coupon credit_note customer dispute entitlements.active_entitlement
            entitlements.feature exchange_rate file file_link financial_connections.account
            financial_connections.session financial_connections.transaction forwarding.request
            identity.verification_report identity.verification_session invoice invoice_payment
            invoice_rendering_template invoiceitem issuing.authorization issuing.card issuing.cardholder
            issuing.dispute issuing.personalization_design issuing.physical_bundle issuing.token
            issuing.transaction mandate payment_attempt_record payment_intent payment_link payment_method
            payment_method_configuration payment_method_domain payment_record payout plan price product
            promotion_code quote radar.early_fraud_warning radar.value_list radar.value_list_item refund
            reporting.report_run reporting.report_type review scheduled_query_run setup_intent shipping_rate
            source subscription subscription_item subscription_schedule tax.calculation tax.registration
            tax.settings tax.transaction tax_code tax_id tax_rate terminal.configuration terminal.location
            terminal.reader test_helpers.test_clock token topup transfer treasury.credit_reversal
            treasury.debit_reversal treasury.financial_account treasury.inbound_transfer
            treasury.outbound_payment treasury.outbound_transfer treasury.received_credit
            treasury.received_debit treasury.transaction treasury.transaction_entry v2.core.account
            v2.core.event v2.core.event_destination webhook_endpoint
            """;

    /** By type, the fields that may name the parent; Stripe's paths call their places the same. */
    private static final Map<String, List<String>> PARENTS = Map.ofEntries(
            Map.entry("bank_account", List.of("customer", "account")),
            Map.entry("capability", List.of("account")),
            Map.entry("card", List.of("customer", "account")),
            Map.entry("cash_balance", List.of("customer")),
            Map.entry("customer_balance_transaction", List.of("customer")),
            Map.entry("customer_cash_balance_transaction", List.of("customer")),
            Map.entry("fee_refund", List.of("fee")),
            Map.entry("person", List.of("account")),
            Map.entry("product_feature", List.of("product")),
            Map.entry("transfer_reversal", List.of("transfer")),
            Map.entry("treasury.financial_account_features", List.of("financial_account")),
            Map.entry("v2.core.account_person", List.of("account")));

    private static final Map<String, Rereading> BY_TYPE = byType();

    static Rereading of(String objectType) {
        return BY_TYPE.getOrDefault(objectType, FROM_EVENT);
    }

    /** The types that somebody has decided about; every other one is taken from its events. */
    static Set<String> types() {
        return BY_TYPE.keySet();
    }

    static List<String> parentsOf(String objectType) {
        return PARENTS.getOrDefault(objectType, List.of());
    }

    private static Map<String, Rereading> byType() {
        Map<String, Rereading> byType = new HashMap<>();
        Stream.of(BY_ID_TYPES.split("\\s+")).forEach(type -> byType.put(type, BY_ID));
        PARENTS.keySet().forEach(type -> byType.put(type, THROUGH_PARENT));
        byType.put(EntitlementSummary.TYPE, BY_LIST);
        byType.put(Inbox.NO_OBJECT, NOT_AT_ALL);
        return byType;
    }
}
