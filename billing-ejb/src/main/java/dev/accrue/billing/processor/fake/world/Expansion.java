package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.reckoning.TaxLocation;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts objects in the place of their ids, and adds the fields that appear only on request.
 *
 * @see <a href="https://docs.stripe.com/api/expanding_objects">Stripe: Expanding responses</a>
 */
final class Expansion {

    private static final int DEPTH = 4;

    private final World world;

    Expansion(World world) {
        this.world = world;
    }

    void expand(Doc rendered, List<String> paths) {
        for (String path : paths) {
            List<String> steps = List.of(path.split("\\."));
            if (steps.size() > DEPTH) {
                throw StripeError.invalid(
                        "You cannot expand more than 4 levels of a property. Property: " + path, "expand");
            }
            expand(rendered, steps, path);
        }
    }

    private void expand(Doc here, List<String> steps, String path) {
        if (steps.isEmpty()) {
            return;
        }
        String name = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (!here.has(name)) {
            here.set(name, included(here, name, path));
        }
        Object value = here.get(name);
        if (value instanceof List<?> elements) {
            here.set(name, expandedAll(name, elements, rest, path));
        } else if (value != null) {
            here.set(name, expanded(name, value, rest, path));
        }
    }

    private List<Object> expandedAll(String name, List<?> elements, List<String> rest, String path) {
        List<Object> all = new ArrayList<>();
        elements.forEach(element -> all.add(expanded(name, element, rest, path)));
        return all;
    }

    private Doc expanded(String name, Object value, List<String> rest, String path) {
        Doc doc = value instanceof Doc already ? already : referred(name, value).orElseThrow(() -> cannotExpand(path));
        expand(doc, rest, path);
        return doc;
    }

    /** Most ids tell their kind; a product's and a coupon's may be any text. */
    private Optional<Doc> referred(String name, Object value) {
        if (!(value instanceof String id)) {
            return Optional.empty();
        }
        Optional<Kind> kind = switch (name) {
            case "product" -> Optional.of(Kind.PRODUCT);
            case "coupon" -> Optional.of(Kind.COUPON);
            default -> Kind.ofId(id);
        };
        return kind.flatMap(found -> world.find(found, id))
                .map(doc -> doc.isTrue("_deleted") ? World.stub(doc) : world.render(doc));
    }

    private @Nullable Object included(Doc here, String name, String path) {
        Kind kind = here.findText("object")
                .flatMap(Kind::find)
                .filter(found -> found.includable().contains(name))
                .orElseThrow(() -> cannotExpand(path));
        Doc stored = world.get(kind, here.text("id"));
        return switch (name) {
            case "payments" -> payments(stored);
            case "confirmation_secret" -> confirmationSecret(stored);
            case "refunds" -> nested(stored, Kind.REFUND, name);
            case "subscriptions" -> subscriptions(stored);
            case "tax" -> tax(stored);
            case "applies_to" -> stored.findChild("_applies_to").orElse(null);
            case "tax_ids" -> nested(stored, Kind.TAX_ID, name);
            case "sources" -> Renderer.list(List.of(), false, Renderer.url(stored, name));
            case "currency_options" -> kind == Kind.COUPON ? offs(stored) : currencyOptions(stored);
            case "tiers" ->
                stored.findChild("_tiers")
                        .map(Doc::copy)
                        .map(tiers -> tiers.get("data"))
                        .orElse(null);
            default -> throw StripeError.notSimulated("expanding " + kind.object() + "." + name, "expand");
        };
    }

    private Doc nested(Doc stored, Kind kind, String name) {
        return world.renderer().nested(stored, kind, Renderer.url(stored, name));
    }

    private Doc payments(Doc invoice) {
        String url = Kind.INVOICE_PAYMENT.url() + "?invoice=" + invoice.text("id");
        return world.renderer().nested(invoice, Kind.INVOICE_PAYMENT, url);
    }

    private Doc tax(Doc customer) {
        Optional<Doc> payer = customer.findText("invoice_settings", "default_payment_method")
                .flatMap(id -> world.find(Kind.PAYMENT_METHOD, id));
        return TaxLocation.of(customer, payer).shown(customer);
    }

    /** A percentage is the same in every currency and has none. */
    private static @Nullable Doc offs(Doc coupon) {
        if (!coupon.hasValue("amount_off")) {
            return null;
        }
        Doc offs = Doc.of(coupon.text("currency"), Doc.of("amount_off", coupon.get("amount_off")));
        return offs.setAll(coupon.child("_currency_options").copy());
    }

    /** The price's own currency is among them. */
    private static Doc currencyOptions(Doc price) {
        Doc own = Doc.of(
                "custom_unit_amount",
                null,
                "tax_behavior",
                price.get("tax_behavior"),
                "unit_amount",
                price.get("unit_amount"),
                "unit_amount_decimal",
                price.get("unit_amount_decimal"));
        Doc all = Doc.of(price.text("currency"), own);
        price.findChild("_currency_options").map(Doc::copy).ifPresent(all::setAll);
        return all;
    }

    /** Only an open invoice with a payment intent has something to confirm. */
    private @Nullable Doc confirmationSecret(Doc invoice) {
        return invoice.findText("_payment_intent")
                .map(id -> world.get(Kind.PAYMENT_INTENT, id))
                .map(intent -> Doc.of("client_secret", intent.text("client_secret"), "type", "payment_intent"))
                .orElse(null);
    }

    private Doc subscriptions(Doc customer) {
        List<Doc> all = world.stream(Query.of(Kind.SUBSCRIPTION).customer(customer.text("id")))
                .filter(subscription -> !subscription.is("status", "canceled", "incomplete_expired"))
                .map(world::render)
                .toList();
        return Renderer.list(all.stream().limit(10).toList(), all.size() > 10, Renderer.url(customer, "subscriptions"));
    }

    private static StripeError cannotExpand(String path) {
        return StripeError.invalid("This property cannot be expanded (" + path + ").", "expand");
    }
}
