package dev.accrue.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What can be bought, for other programs. */
@RequestScoped
@Path("offers")
public class OffersResource {

    @Inject
    Offers offers;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Entry> offers() {
        return offers.all().stream().map(Entry::new).toList();
    }

    /** One offer. */
    public static final class Entry {
        public final String price;
        public final String name;
        public final String amount;
        public final String interval;

        Entry(Offer offer) {
            price = offer.priceId();
            name = offer.name();
            amount = offer.amount().toString();
            interval = offer.interval();
        }
    }
}
