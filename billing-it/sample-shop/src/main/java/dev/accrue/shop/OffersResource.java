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
    PlansPage plans;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Offer> offers() {
        return plans.prices().stream()
                .map(price -> new Offer(
                        price.id(),
                        price.productName().orElseThrow(),
                        price.unitAmount().orElseThrow().toString(),
                        price.interval().orElseThrow()))
                .toList();
    }

    /** One offer. */
    public static final class Offer {
        public final String price;
        public final String name;
        public final String amount;
        public final String interval;

        Offer(String price, String name, String amount, String interval) {
            this.price = price;
            this.name = name;
            this.amount = amount;
            this.interval = interval;
        }
    }
}
