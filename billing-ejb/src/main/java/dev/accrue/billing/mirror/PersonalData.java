package dev.accrue.billing.mirror;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;

/**
 * What in Stripe's objects tells of a person: taken out of everything that is a person's once they want to be
 * forgotten. Amounts, dates, ids and states stay, because the books stay.
 *
 * <p>Pages that show a person's data to whoever has their address are taken out too, and so is the host's own metadata,
 * of which nobody here knows what it says.
 */
public final class PersonalData {

    private static final Set<String> NAMES = Set.of(
            "account_holder_name",
            "address",
            "billing_details",
            "business_name",
            "cardholder_name",
            "collected_information",
            "custom_fields",
            "customer_address",
            "customer_details",
            "customer_email",
            "customer_name",
            "customer_phone",
            "customer_shipping",
            "customer_tax_ids",
            "email",
            "hosted_invoice_url",
            "individual_name",
            "invoice_pdf",
            "ip_address",
            "payer_email",
            "payer_name",
            "phone",
            "previous_attributes",
            "receipt_email",
            "receipt_url",
            "shipping",
            "shipping_details",
            "verified_address",
            "verified_name");

    /** Of objects of these types also the words that somebody gave them. */
    private static final Set<String> DESCRIBED =
            Set.of("charge", "customer", "customer_balance_transaction", "invoice", "payment_intent", "setup_intent");

    private PersonalData() {}

    /** The object without it. */
    public static JsonObject erasedFrom(JsonObject object) {
        JsonObjectBuilder kept = Json.object();
        object.forEach((name, value) -> {
            if (!isPersonal(object, name)) {
                kept.add(name, name.equals("metadata") ? own(value) : erased(value));
            }
        });
        return kept.build();
    }

    private static JsonValue erased(JsonValue value) {
        if (value instanceof JsonObject object) {
            return erasedFrom(object);
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder kept = Json.array();
            array.forEach(element -> kept.add(erased(element)));
            return kept.build();
        }
        return value;
    }

    private static boolean isPersonal(JsonObject object, String name) {
        return NAMES.contains(name)
                || (name.equals("description") && isOneOf(object, DESCRIBED))
                || (name.equals("name") && isOneOf(object, Set.of("customer")))
                || (name.equals("value") && isOneOf(object, Set.of("tax_id")));
    }

    private static boolean isOneOf(JsonObject object, Set<String> types) {
        return Json.text(object, "object").filter(types::contains).isPresent();
    }

    /** The module's own keys, which say nothing of a person but which of the host's entities it was. */
    private static JsonValue own(JsonValue metadata) {
        if (!(metadata instanceof JsonObject all)) {
            return metadata;
        }
        JsonObjectBuilder kept = Json.object();
        all.forEach((name, value) -> {
            if (name.startsWith("billing_") || name.startsWith("billable_")) {
                kept.add(name, value);
            }
        });
        return kept.build();
    }
}
