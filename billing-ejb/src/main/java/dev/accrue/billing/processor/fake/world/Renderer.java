package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a stored object into what Stripe sends: without the simulator's own fields, with prices in place and nested
 * lists cut to ten. Fields that Stripe sends only when expanded are left to {@link Expansion}.
 */
final class Renderer {

    private static final int NESTED = 10;

    private final World world;

    Renderer(World world) {
        this.world = world;
    }

    Doc render(Doc stored) {
        Doc shown = stored.copy();
        List.copyOf(shown.names()).stream().filter(name -> name.startsWith("_")).forEach(shown::remove);
        switch (stored.text("object")) {
            case "subscription" -> shown.set("items", items(stored));
            case "subscription_item" -> price(shown);
            case "invoice" -> shown.set("lines", nested(stored, Kind.LINE_ITEM, url(stored, "lines")));
            default -> {}
        }
        return shown;
    }

    /** Stripe's envelope around documents that are already rendered. */
    static Doc list(List<Doc> data, boolean hasMore, String url) {
        return Doc.of("object", "list", "data", new ArrayList<>(data), "has_more", hasMore, "url", url);
    }

    /** The first ten children as a nested list. */
    Doc nested(Doc parent, Kind kind, String url) {
        List<Doc> all = world.childrenOf(parent, kind);
        List<Doc> shown = all.stream().limit(NESTED).map(this::render).toList();
        return list(shown, all.size() > NESTED, url);
    }

    static String url(Doc parent, String list) {
        return Kind.of(parent.text("object")).url() + "/" + parent.text("id") + "/" + list;
    }

    private Doc items(Doc subscription) {
        String url = Kind.SUBSCRIPTION_ITEM.url() + "?subscription=" + subscription.text("id");
        return nested(subscription, Kind.SUBSCRIPTION_ITEM, url);
    }

    private void price(Doc item) {
        Optional<Doc> price = item.findText("price").map(id -> world.get(Kind.PRICE, id));
        price.ifPresent(found -> item.set("price", render(found)).set("plan", plan(found)));
    }

    /** The old name of a recurring price, which items still carry beside it. */
    private Doc plan(Doc price) {
        Doc recurring = price.child("recurring");
        return world.blank("plan")
                .set("id", price.text("id"))
                .set("active", price.get("active"))
                .set("amount", price.get("unit_amount"))
                .set("amount_decimal", price.get("unit_amount_decimal"))
                .set("created", price.get("created"))
                .set("currency", price.get("currency"))
                .set("interval", recurring.get("interval"))
                .set("interval_count", recurring.get("interval_count"))
                .set("metadata", price.child("metadata").copy())
                .set("nickname", price.get("nickname"))
                .set("product", price.get("product"));
    }
}
