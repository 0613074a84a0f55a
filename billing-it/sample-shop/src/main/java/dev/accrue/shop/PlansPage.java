package dev.accrue.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What can be bought. */
@Named
@RequestScoped
public class PlansPage {

    @Inject
    Offers priceList;

    private List<Offer> offers;

    public List<Offer> offers() {
        if (offers == null) {
            offers = priceList.all();
        }
        return offers;
    }

    public List<Offer> monthly() {
        return by("month");
    }

    public List<Offer> yearly() {
        return by("year");
    }

    private List<Offer> by(String interval) {
        return offers().stream()
                .filter(offer -> offer.interval().equals(interval))
                .toList();
    }
}
