package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;

/**
 * What an account chooses in Stripe's dashboard and no request can change: what becomes of a subscription when the last
 * retry of its invoice has failed.
 *
 * @see <a href="https://docs.stripe.com/billing/revenue-recovery/smart-retries">Stripe: Automate payment retries</a>
 */
public final class AccountSettings {

    /** The subscription ends, waits unpaid and makes drafts only, or stays past due. */
    public static final List<String> AFTER_RETRIES = List.of("cancel", "unpaid", "past_due");

    private static final String ID = "_settings_account";

    private final World world;

    AccountSettings(World world) {
        this.world = world;
    }

    public Doc read() {
        return world.find(Kind.SETTINGS, ID).orElseGet(this::usual);
    }

    public void afterRetries(String outcome) {
        Doc settings = world.find(Kind.SETTINGS, ID).orElseGet(() -> world.add(usual()));
        world.save(settings.set("after_retries", outcome));
    }

    private Doc usual() {
        return Doc.of("id", ID, "object", Kind.SETTINGS.object(), "after_retries", "cancel");
    }
}
