package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Origin;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import dev.accrue.billing.processor.fake.world.World;

/**
 * The demo's catalogue: Basic, Pro, and Team by the seat, each by the month and by the year, in euros, and the coupon
 * {@code WELCOME}. Ids and lookup keys are stable ({@code price_basic_monthly}, {@code basic_monthly}); planting it
 * again changes nothing.
 */
public final class SimulatorSeed {

    private final SimulatorState state;
    private final SimulatorSettings settings;

    public SimulatorSeed(SimulatorState state, SimulatorSettings settings) {
        this.state = state;
        this.settings = settings;
    }

    public void plant() {
        String account = settings.platformAccount();
        state.alone(account, rows -> {
            World world = settings.surroundings().world(rows, Origin.time(account, false));
            product(world, "basic", "Basic", 900);
            product(world, "pro", "Pro", 2_900);
            product(world, "team", "Team", 1_200);
            coupon(world);
            return true;
        });
    }

    /** The year costs ten months. */
    private static void product(World world, String key, String name, long monthly) {
        String id = "prod_" + key;
        if (world.find(Kind.PRODUCT, id).isPresent()) {
            return;
        }
        Doc product = world.blank(Kind.PRODUCT)
                .set("id", id)
                .set("name", name)
                .set("created", world.now())
                .set("updated", world.now());
        world.add(product);
        world.events().happened("product.created", product);
        price(world, id, key + "_monthly", "month", monthly);
        price(world, id, key + "_yearly", "year", monthly * 10);
    }

    private static void price(World world, String product, String key, String interval, long amount) {
        Doc price = world.blank(Kind.PRICE)
                .set("id", "price_" + key)
                .set("created", world.now())
                .set("currency", "eur")
                .set("lookup_key", key)
                .set("product", product)
                .set("recurring", world.blank("recurring").set("interval", interval))
                .set("type", "recurring")
                .set("unit_amount", amount)
                .set("unit_amount_decimal", String.valueOf(amount))
                .set("_parent", product);
        world.add(price);
        world.events().happened("price.created", price);
    }

    /** A fifth off, for three months. */
    private static void coupon(World world) {
        if (world.find(Kind.COUPON, "WELCOME").isPresent()) {
            return;
        }
        Doc coupon = world.blank(Kind.COUPON)
                .set("id", "WELCOME")
                .set("created", world.now())
                .set("name", "Welcome")
                .set("percent_off", 20)
                .set("duration", "repeating")
                .set("duration_in_months", 3);
        world.add(coupon);
        world.events().happened("coupon.created", coupon);
    }
}
