package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.subscription.Subscription;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What people pay for. Who may come in is the operator's access policy; the shop only asks. */
@Named
@RequestScoped
public class NotesPage {

    @Inject
    Billing billing;

    @Inject
    Wording wording;

    @Inject
    Me me;

    public boolean isOpen() {
        return billing.subscriptions().isEntitled(me.account().ref());
    }

    /** Why it is closed: the newest subscription says it. */
    public String why() {
        List<Subscription> all = billing.subscriptions().of(me.account().ref());
        return all.isEmpty()
                ? "You have no plan yet."
                : wording.plan(all.get(0)) + " is " + wording.state(all.get(0)) + ". " + wording.next(all.get(0));
    }
}
