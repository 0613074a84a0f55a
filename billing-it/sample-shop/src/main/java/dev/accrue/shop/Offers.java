package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.catalog.Price;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The price list, as Stripe has it. */
@ApplicationScoped
public class Offers {

    @Inject
    Billing billing;

    public List<Offer> all() {
        return billing.catalog().activePrices().stream()
                .flatMap(price -> offer(price).stream())
                .sorted(Comparator.comparing(Offer::plan))
                .toList();
    }

    public Optional<Offer> of(String priceId) {
        return billing.catalog().price(priceId).flatMap(Offers::offer);
    }

    /** Empty for what Stripe sells besides, and until the product's name is here. */
    private static Optional<Offer> offer(Price price) {
        return Plan.of(price)
                .filter(plan -> price.interval().isPresent()
                        && price.unitAmount().isPresent()
                        && price.productName().isPresent())
                .map(plan -> Offer.of(plan, price));
    }
}
