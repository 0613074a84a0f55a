package dev.accrue.billing.subscription;

import jakarta.json.JsonObject;

/**
 * How the money comes in from the next invoice on.
 *
 * @param collection charged, or invoiced
 */
public record SetCollectionMethod(CollectionMethod collection) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.set_collection_method";
    }

    @Override
    public JsonObject asked() {
        return collection.parameters();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return asked();
    }
}
