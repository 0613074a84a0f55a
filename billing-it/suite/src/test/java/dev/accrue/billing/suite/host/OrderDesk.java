package dev.accrue.billing.suite.host;

import dev.accrue.billing.Billing;
import dev.accrue.billing.subscription.Subscribe;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** A host's bean that works with its own tables and with the module in one transaction of its own. */
@Stateless
public class OrderDesk {

    @PersistenceContext(unitName = "host")
    EntityManager entities;

    @Inject
    Billing billing;

    /** Orders and subscribes, and then thinks better of it. */
    public void orderAndFail(Member member, String order) {
        entities.persist(new Order(order));
        entities.flush();
        billing.subscriptions()
                .subscribe(member, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"));
        throw new IllegalStateException("the host thinks better of it");
    }

    /** Orders and subscribes, and means it. */
    public void order(Member member, String order) {
        entities.persist(new Order(order));
        billing.subscriptions()
                .subscribe(member, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"));
    }
}
