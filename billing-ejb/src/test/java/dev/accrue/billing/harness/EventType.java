package dev.accrue.billing.harness;

import dev.accrue.billing.processor.stripe.StripePaths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A type of event that Stripe sends, and what its object is.
 *
 * @param name for example {@code customer.subscription.updated}
 * @param object the {@code object} name of what it is about, for example {@code subscription}
 * @param thin whether it names the object only, in the form of the second API
 */
public record EventType(String name, String object, boolean thin) {

    /** By the beginning of the event's name, where it is not the object's; the first that fits. */
    private static final Map<String, String> OBJECTS = new LinkedHashMap<>();

    static {
        OBJECTS.put("account.application.", "application");
        OBJECTS.put("account.external_account.", "bank_account");
        OBJECTS.put("application_fee.refund.", "fee_refund");
        OBJECTS.put("billing.alert.", "billing.alert_triggered");
        OBJECTS.put("billing.meter.error_report_triggered", "billing.meter_error_report");
        OBJECTS.put("charge.dispute.", "dispute");
        OBJECTS.put("charge.refund.", "refund");
        OBJECTS.put("customer.discount.", "discount");
        OBJECTS.put("customer.source.", "card");
        OBJECTS.put("customer.subscription.", "subscription");
        OBJECTS.put("customer.tax_id.", "tax_id");
        OBJECTS.put("sigma.scheduled_query_run.", "scheduled_query_run");
        OBJECTS.put("source.mandate_notification", "source_mandate_notification");
        OBJECTS.put("source.transaction.", "source_transaction");
        OBJECTS.put("issuing_", "issuing.");
    }

    /** What endpoints of older versions send, which the SDK's list has no more. */
    private static final List<String> OLD_NAMES = List.of(
            "billing.meter.error_report_triggered", "invoiceitem.updated", "payment_method.card_automatically_updated");

    private static final Map<String, String> THIN = new TreeMap<>(Map.of(
            "v1.billing.meter.error_report_triggered", "billing.meter",
            "v1.billing.meter.no_meter_found", "",
            "v1.charge.refunded", "charge",
            "v1.customer.created", "customer",
            "v1.customer.deleted", "customer",
            "v1.customer.subscription.updated", "subscription",
            "v2.core.account.updated", "v2.core.account",
            "v2.core.account_person.created", "v2.core.account_person",
            "v2.core.account_person.deleted", "v2.core.account_person",
            "v2.core.event_destination.ping", "v2.core.event_destination"));

    /** Every type that is known, those in full form first. */
    public static Stream<EventType> all() {
        Stream<EventType> full = Stream.concat(StripePaths.eventTypes().stream(), OLD_NAMES.stream())
                .sorted()
                .map(name -> new EventType(name, objectOf(name), false));
        return Stream.concat(
                full, THIN.entrySet().stream().map(entry -> new EventType(entry.getKey(), entry.getValue(), true)));
    }

    private static String objectOf(String name) {
        String own = name.substring(0, name.lastIndexOf('.'));
        return OBJECTS.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue().endsWith(".")
                        ? entry.getValue() + own.substring(entry.getKey().length())
                        : entry.getValue())
                .orElseGet(() -> knownPartOf(own));
    }

    /** Some names say what of the object it is about: {@code issuing_transaction.purchase_details_receipt.updated}. */
    private static String knownPartOf(String name) {
        String part = name;
        while (!StripePaths.objectTypes().contains(part) && part.contains(".")) {
            part = part.substring(0, part.lastIndexOf('.'));
        }
        return part;
    }

    /** Whether it happens in Connect accounts and is about nothing that a platform has itself. */
    public boolean isAboutAnAccount() {
        return Stream.of("account.", "capability.", "person.").anyMatch(name::startsWith);
    }

    @Override
    public String toString() {
        return name;
    }
}
