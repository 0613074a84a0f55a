package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.catalog.Price;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What can be bought. */
@Named
@RequestScoped
public class PlansPage {

    @Inject
    Billing billing;

    private List<Price> prices;

    public List<Price> prices() {
        if (prices == null) {
            prices = billing.catalog().activePrices().stream()
                    .filter(price -> price.interval().isPresent()
                            && price.unitAmount().isPresent()
                            && price.productName().isPresent())
                    .toList();
        }
        return prices;
    }

    public List<Price> monthly() {
        return by("month");
    }

    public List<Price> yearly() {
        return by("year");
    }

    private List<Price> by(String interval) {
        return prices().stream()
                .filter(price -> price.interval().orElseThrow().equals(interval))
                .toList();
    }
}
