package dev.accrue.billing.catalog;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Page;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is sold, as the mirror holds it.
 *
 * <p>Lists ask the mirror only. A price or product that is asked for by name and that the mirror has never heard of is
 * fetched from Stripe: once, for all who want it at that moment; that there is none is remembered for half a minute.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Catalog {

    private static final Logger LOG = Logger.getLogger(Catalog.class.getName());

    @Inject
    CatalogStore store;

    @Inject
    FirstUse firstUse;

    @Inject
    Refresh refresh;

    @Inject
    Processor processor;

    @Inject
    Mirror mirror;

    @Inject
    Database database;

    @Inject
    BillingConfig config;

    /** The prices that can be bought, cheapest first, at most 200. */
    public List<Price> activePrices() {
        return store.activePrices(account());
    }

    /** The products that can be bought, with their prices, by name, at most 200. */
    public List<Product> products() {
        return store.products(account());
    }

    /**
     * A product with the prices that the mirror knows.
     *
     * @throws RequestRefusedException when the mirror does not know it and Stripe gave no answer
     */
    public Optional<Product> product(String id) {
        return store.product(account(), id)
                .or(() -> firstUse.ask("product " + id, () -> isProduct(id))
                        ? store.product(account(), id)
                        : Optional.empty());
    }

    /**
     * The active price with a lookup key. {@code Subscribe.toLookupKey} subscribes to it.
     *
     * @throws RequestRefusedException when the mirror does not know it and Stripe gave no answer
     */
    public Optional<Price> byLookupKey(String lookupKey) {
        return store.byLookupKey(account(), lookupKey)
                .or(() -> firstUse.ask("lookup key " + lookupKey, () -> isLookupKey(lookupKey))
                        ? store.byLookupKey(account(), lookupKey)
                        : Optional.empty());
    }

    /**
     * A price by Stripe's id, archived or not.
     *
     * @throws RequestRefusedException when the mirror does not know it and Stripe gave no answer
     */
    public Optional<Price> price(String id) {
        return store.price(account(), id)
                .or(() ->
                        firstUse.ask("price " + id, () -> isPrice(id)) ? store.price(account(), id) : Optional.empty());
    }

    /**
     * The tiers of a price, first to last; none for a price that has an amount.
     *
     * @throws RequestRefusedException when the mirror does not know them and Stripe gave no answer
     */
    public List<Tier> tiers(String priceId) {
        ObjectKey key = key("price", priceId);
        Optional<JsonObject> known =
                database.inTransaction(tx -> mirror.raw(tx, key)).filter(raw -> raw.containsKey("tiers"));
        if (known.isEmpty() && price(priceId).isEmpty()) {
            return List.of();
        }
        JsonObject price = known.orElseGet(() -> read(key));
        String currency = Json.text(price, "currency").orElseThrow();
        return Json.children(price, "tiers").stream()
                .map(tier -> Tier.of(tier, currency))
                .toList();
    }

    /** Whoever asked just before may have brought it. */
    private boolean isPrice(String id) {
        return store.price(account(), id).isPresent() || (fetched("price", id) && withProduct(id));
    }

    private boolean isProduct(String id) {
        return store.product(account(), id).isPresent() || fetched("product", id);
    }

    private boolean isLookupKey(String lookupKey) {
        if (store.byLookupKey(account(), lookupKey).isPresent()) {
            return true;
        }
        Listing listing = Listing.of(account(), "price")
                .where("lookup_keys[0]", lookupKey)
                .where("active", "true");
        return list(listing).objects().stream()
                .flatMap(price -> Json.text(price, "id").stream())
                .anyMatch(id -> fetched("price", id) && withProduct(id));
    }

    /** A price without its product's name is of little use, but of more than none. */
    private boolean withProduct(String priceId) {
        try {
            store.price(account(), priceId)
                    .map(Price::productId)
                    .filter(product -> !product.isEmpty())
                    .ifPresent(this::isProduct);
        } catch (RequestRefusedException e) {
            LOG.log(Level.FINE, e, () -> "the product of price " + priceId + " could not be fetched with it");
        }
        return true;
    }

    private boolean fetched(String type, String id) {
        try {
            return !Json.isTrue(refresh.now(key(type, id)), "deleted");
        } catch (RefusedException e) {
            if (e.isNotFound()) {
                return false;
            }
            throw Refusal.of(e);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }

    private JsonObject read(ObjectKey key) {
        try {
            return refresh.now(key);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }

    private Page list(Listing listing) {
        try {
            return processor.list(listing);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }

    private ObjectKey key(String type, String id) {
        return new ObjectKey(account(), type, id);
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
