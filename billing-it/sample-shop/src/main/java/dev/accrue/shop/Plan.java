package dev.accrue.shop;

import dev.accrue.billing.catalog.Price;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the shop sells: of each plan what Stripe does not know. Its prices' lookup keys begin with its name. */
public enum Plan {
    BASIC("One notebook, as many notes as you like.", 0, false),
    PRO("All your notebooks, with history and search.", 14, false),
    TEAM("Pro for everybody. You pay by the seat.", 0, true);

    private final String description;
    private final int trialDays;
    private final boolean bySeat;

    Plan(String description, int trialDays, boolean bySeat) {
        this.description = description;
        this.trialDays = trialDays;
        this.bySeat = bySeat;
    }

    static Optional<Plan> of(Price price) {
        return price.lookupKey()
                .map(key -> key.replaceFirst("_.*", "").toUpperCase(Locale.ROOT))
                .flatMap(name -> Arrays.stream(values())
                        .filter(plan -> plan.name().equals(name))
                        .findFirst());
    }

    public String getDescription() {
        return description;
    }

    /** How long it can be tried for nothing; zero when it cannot. */
    public int getTrialDays() {
        return trialDays;
    }

    public boolean isBySeat() {
        return bySeat;
    }
}
