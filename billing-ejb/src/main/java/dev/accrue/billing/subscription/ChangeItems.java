package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Several items at once: all of it, or nothing.
 *
 * @param changes one for each item; all with the same proration
 */
public record ChangeItems(List<ItemChange> changes) implements Change {

    private static final long serialVersionUID = 1L;

    public ChangeItems {
        changes = List.copyOf(changes);
        if (changes.stream().map(ItemChange::proration).distinct().count() != 1) {
            throw new IllegalArgumentException("say at least one change, and the same proration for all of them");
        }
    }

    public static ChangeItems of(ItemChange... changes) {
        return new ChangeItems(List.of(changes));
    }

    @Override
    public String kind() {
        return "subscription.change_items";
    }

    @Override
    public JsonObject asked() {
        JsonArrayBuilder all = Json.array();
        changes.forEach(change -> all.add(Json.object(change.asked()).add("kind", change.kind())));
        return Json.object().add("changes", all).build();
    }

    @Override
    public void check(Subscription now) {
        changes.forEach(change -> change.checkItem(now));
        List<JsonObject> items =
                changes.stream().map(change -> change.item(now)).toList();
        if (items.stream().map(ChangeItems::named).distinct().count() < items.size()) {
            throw new ChangeNotAllowedException(kind(), now, "an item is named twice; say one change for each");
        }
        if (goneAfter(now)) {
            throw new ChangeNotAllowedException(kind(), now, "no item would be left; cancel the subscription instead");
        }
    }

    private static String named(JsonObject item) {
        return Json.text(item, "id").orElseGet(() -> item.getString("price"));
    }

    private boolean goneAfter(Subscription now) {
        long removed = changes.stream().filter(RemoveItem.class::isInstance).count();
        long added = changes.stream().filter(AddItem.class::isInstance).count();
        return now.items().size() + added - removed < 1;
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Changes.items(now, changes, changes.get(0).proration());
    }
}
