package dev.accrue.billing.subscription;

import dev.accrue.billing.Metadata;
import dev.accrue.billing.MetadataException;
import dev.accrue.billing.operation.Recovery;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A wish to subscribe, which never changes: each method gives another wish.
 *
 * <pre>{@code
 * Subscribe.to("price_seat", 5).and("price_storage", 1)
 *         .payingWith("pm_123")
 *         .trialing(Trial.days(14))
 *         .discountedBy(Discount.promotionCode("promo_123"))
 *         .as(formId)
 * }</pre>
 *
 * <p>What is not said is as Stripe has it, but for two things that are said for every wish: its billing mode, flexible
 * unless it says otherwise, and that a payment method with which a customer pays for the first time is kept.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: create a subscription</a>
 */
public final class Subscribe implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The module's own keys in the metadata of every subscription that it makes. */
    static final Set<String> OUR_KEYS = Set.of(SubscriptionProjector.NAME_KEY, Recovery.METADATA_KEY);

    private Map<String, Long> prices = Map.of();
    private Set<String> lookupKeys = Set.of();
    private String name = SubscriptionProjector.DEFAULT_NAME;
    private @Nullable String operationId;
    private @Nullable String paymentMethod;
    private @Nullable Trial trial;
    private @Nullable MissingPaymentMethod afterTrial;
    private List<Discount> discounts = List.of();
    private CollectionMethod collection = CollectionMethod.automatic();
    private @Nullable Instant anchor;
    private Proration anchorProration = Proration.CREATE_PRORATIONS;
    private BillingMode billingMode = BillingMode.FLEXIBLE;
    private boolean automaticTax;
    private boolean offSession;
    private @Nullable Instant cancelAt;
    private Metadata metadata = Metadata.unchanged();

    private Subscribe() {}

    private Subscribe(Subscribe other) {
        prices = other.prices;
        lookupKeys = other.lookupKeys;
        name = other.name;
        operationId = other.operationId;
        paymentMethod = other.paymentMethod;
        trial = other.trial;
        afterTrial = other.afterTrial;
        discounts = other.discounts;
        collection = other.collection;
        anchor = other.anchor;
        anchorProration = other.anchorProration;
        billingMode = other.billingMode;
        automaticTax = other.automaticTax;
        offSession = other.offSession;
        cancelAt = other.cancelAt;
        metadata = other.metadata;
    }

    private Subscribe but(Consumer<Subscribe> difference) {
        Subscribe wish = new Subscribe(this);
        difference.accept(wish);
        return wish;
    }

    /** One unit of a price. */
    public static Subscribe to(String priceId) {
        return to(priceId, 1);
    }

    public static Subscribe to(String priceId, long quantity) {
        return new Subscribe().and(priceId, quantity);
    }

    /** One more item. A price is one item however often it is named: the last quantity holds. */
    public Subscribe and(String priceId, long quantity) {
        if (priceId.isBlank() || quantity < 1) {
            throw new IllegalArgumentException(
                    "each item needs a price's id and a quantity of at least one; leave out what nobody wants");
        }
        Map<String, Long> more = new LinkedHashMap<>(prices);
        more.put(priceId, quantity);
        return but(wish -> wish.prices = Collections.unmodifiableMap(more));
    }

    /** One unit of the price that bears this lookup key at the moment when the wish is fulfilled. */
    public static Subscribe toLookupKey(String lookupKey) {
        return toLookupKey(lookupKey, 1);
    }

    public static Subscribe toLookupKey(String lookupKey, long quantity) {
        return new Subscribe().andLookupKey(lookupKey, quantity);
    }

    /** One more item, of the price that bears this lookup key at the moment when the wish is fulfilled. */
    public Subscribe andLookupKey(String lookupKey, long quantity) {
        Set<String> more = new HashSet<>(lookupKeys);
        more.add(lookupKey);
        return and(lookupKey, quantity).but(wish -> wish.lookupKeys = Set.copyOf(more));
    }

    /** The same wish with prices in place of lookup keys. */
    Subscribe resolved(UnaryOperator<String> priceOf) {
        Map<String, Long> named = new LinkedHashMap<>();
        prices.forEach((price, quantity) -> named.put(isLookupKey(price) ? priceOf.apply(price) : price, quantity));
        return but(wish -> {
            wish.prices = Collections.unmodifiableMap(named);
            wish.lookupKeys = Set.of();
        });
    }

    boolean namesLookupKeys() {
        return !lookupKeys.isEmpty();
    }

    boolean isLookupKey(String price) {
        return lookupKeys.contains(price);
    }

    /** Stripe charges this payment method, at once and at each renewal. */
    public Subscribe payingWith(String paymentMethodId) {
        return but(wish -> wish.paymentMethod = paymentMethodId);
    }

    /** Tells the customer's subscriptions apart; {@code default} unless it is said. */
    public Subscribe named(String subscriptionName) {
        if (subscriptionName.isBlank() || subscriptionName.length() > Metadata.LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "a subscription's name has 1 to " + Metadata.LONGEST_VALUE + " characters");
        }
        return but(wish -> wish.name = subscriptionName);
    }

    /** Fulfils the wish once, however often it is sent with this id, for example the id of the form that was sent. */
    public Subscribe as(String id) {
        return but(wish -> wish.operationId = id);
    }

    public Subscribe trialing(Trial before) {
        return but(wish -> wish.trial = before);
    }

    /** A trial that may end before the customer has given a payment method: what happens then. */
    public Subscribe trialing(Trial before, MissingPaymentMethod then) {
        return but(wish -> {
            wish.trial = before;
            wish.afterTrial = then;
        });
    }

    /** One more discount; several hold together, in this order. */
    public Subscribe discountedBy(Discount discount) {
        List<Discount> more = new ArrayList<>(discounts);
        more.add(discount);
        return but(wish -> wish.discounts = List.copyOf(more));
    }

    /** Invoices over nothing need no payment method, not even one that Stripe asks for. */
    Subscribe forNothing(String couponId) {
        return discountedBy(Discount.coupon(couponId)).collecting(CollectionMethod.sendInvoice(30));
    }

    /** How the money comes in; charged automatically unless it is said. */
    public Subscribe collecting(CollectionMethod method) {
        return but(wish -> wish.collection = method);
    }

    /**
     * Billing periods begin at this moment and at those that follow from it.
     *
     * @param at a moment in the future, at most one period ahead
     * @param proration what the time until then costs: its share ({@link Proration#CREATE_PRORATIONS}) or nothing
     *     ({@link Proration#NONE})
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe: set the billing cycle</a>
     */
    public Subscribe anchoredAt(Instant at, Proration proration) {
        return but(wish -> {
            wish.anchor = at;
            wish.anchorProration = proration;
        });
    }

    /** How Stripe reckons; flexible unless it is said. */
    public Subscribe reckoned(BillingMode mode) {
        return but(wish -> wish.billingMode = mode);
    }

    /**
     * Stripe computes the taxes, which it can only for a customer whose location it knows.
     *
     * @see <a href="https://docs.stripe.com/billing/taxes/collect-taxes">Stripe: collect taxes on subscriptions</a>
     */
    public Subscribe withAutomaticTax() {
        return but(wish -> wish.automaticTax = true);
    }

    /** The customer is not there to confirm anything, so what cannot be charged at once is not waited for. */
    public Subscribe offSession() {
        return but(wish -> wish.offSession = true);
    }

    /** It ends at this moment. */
    public Subscribe cancelingAt(Instant at) {
        return but(wish -> wish.cancelAt = at);
    }

    /**
     * What the host wants to find again on the subscription.
     *
     * @throws MetadataException when there are too many keys, with the module's own
     */
    public Subscribe withMetadata(Metadata words) {
        words.checkFits(OUR_KEYS);
        return but(wish -> wish.metadata = words);
    }

    /** The quantity of each price, by the price's id or lookup key, in the order named. */
    public Map<String, Long> prices() {
        return prices;
    }

    public String name() {
        return name;
    }

    public Optional<String> operationId() {
        return Optional.ofNullable(operationId);
    }

    public Optional<String> paymentMethod() {
        return Optional.ofNullable(paymentMethod);
    }

    public Optional<Trial> trial() {
        return Optional.ofNullable(trial);
    }

    public Optional<MissingPaymentMethod> afterTrial() {
        return Optional.ofNullable(afterTrial);
    }

    public List<Discount> discounts() {
        return discounts;
    }

    public CollectionMethod collection() {
        return collection;
    }

    public Optional<Instant> anchor() {
        return Optional.ofNullable(anchor);
    }

    public Proration anchorProration() {
        return anchorProration;
    }

    public BillingMode billingMode() {
        return billingMode;
    }

    public boolean automaticTax() {
        return automaticTax;
    }

    public boolean isOffSession() {
        return offSession;
    }

    public Optional<Instant> cancelAt() {
        return Optional.ofNullable(cancelAt);
    }

    public Metadata metadata() {
        return metadata;
    }

    /** Leaves out the metadata and the payment method. */
    @Override
    public String toString() {
        return "Subscribe[" + prices + ", " + name + "]";
    }
}
