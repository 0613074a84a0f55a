package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters that many resources share, with Stripe's rules for writing them: what is not sent stays, an empty text
 * empties.
 */
final class Fields {

    private Fields() {}

    static void texts(Params params, Doc doc, String... names) {
        for (String name : names) {
            if (params.has(name)) {
                doc.set(name, params.text(name).orElse(null));
            }
        }
    }

    static void flags(Params params, Doc doc, String... names) {
        for (String name : names) {
            params.flag(name).ifPresent(flag -> doc.set(name, flag));
        }
    }

    static void wholes(Params params, Doc doc, String... names) {
        for (String name : names) {
            if (params.has(name)) {
                doc.set(name, params.whole(name).orElse(null));
            }
        }
    }

    static void lists(Params params, Doc doc, String... names) {
        for (String name : names) {
            if (params.has(name)) {
                doc.set(name, new ArrayList<>(params.texts(name)));
            }
        }
    }

    /**
     * Merges key by key: a key not sent stays, an empty value removes its key, an empty parameter removes all.
     *
     * @see <a href="https://docs.stripe.com/api/metadata">Stripe: Metadata</a>
     */
    static void metadata(Params params, Doc doc) {
        if (params.unsets("metadata")) {
            doc.set("metadata", new Doc());
        }
        Doc metadata = doc.child("metadata");
        MetadataLimits.sent(params).forEach((key, value) -> {
            if (value.isEmpty()) {
                metadata.remove(key);
            } else {
                metadata.set(key, value);
            }
        });
        MetadataLimits.requireFit(metadata.names(), params);
    }

    /** An address is replaced as a whole by the parts that are sent. */
    static void address(World world, Params params, Doc doc) {
        if (params.unsets("address")) {
            doc.set("address", null);
        } else if (params.has("address")) {
            Doc address = world.blank("address");
            texts(params.child("address"), address, address.names().toArray(String[]::new));
            doc.set("address", address);
        }
    }

    static void billingDetails(World world, Params params, Doc doc) {
        if (params.has("billing_details")) {
            Params details = params.child("billing_details");
            texts(details, doc.child("billing_details"), "email", "name", "phone", "tax_id");
            address(world, details, doc.child("billing_details"));
        }
    }

    static String currency(Params params) {
        String currency = params.need("currency");
        if (!currency.matches("[a-z]{3}")) {
            throw StripeError.invalid("Invalid currency: " + currency, "currency");
        }
        return currency;
    }

    static List<String> expand(Params params) {
        return params.texts("expand");
    }
}
