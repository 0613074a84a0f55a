package dev.accrue.billing.suite.host;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import java.util.Optional;

/** Whom the host bills. */
public record Member(String name) implements Billable {

    @Override
    public BillableRef ref() {
        return new BillableRef("member", name);
    }

    @Override
    public Optional<String> billingName() {
        return Optional.of(name);
    }
}
