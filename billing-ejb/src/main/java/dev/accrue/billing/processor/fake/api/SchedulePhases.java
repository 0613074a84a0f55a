package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phases that a request plans. The list replaces the old one; it begins with the phase under way, which the
 * simulator lets change in nothing but its end, and each phase begins where the one before ends.
 *
 * <p>Discounts that a phase does not name are gone with it, as at Stripe.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_schedules/update">Stripe: Update a schedule, phases</a>
 */
final class SchedulePhases {

    static final String[] NAMES = {
        "phases[].discounts[].discount",
        "phases[].duration.interval!",
        "phases[].duration.interval_count",
        "phases[].end_date",
        "phases[].items[].discounts[].discount",
        "phases[].items[].metadata.*",
        "phases[].items[].price!",
        "phases[].items[].quantity",
        "phases[].metadata.*",
        "phases[].proration_behavior",
        "phases[].start_date",
        "phases[].trial_end"
    };

    private static final int MOST = 10;

    private final Billing billing;
    private final World world;
    private final Doc subscription;
    private final Doc current;

    SchedulePhases(Billing billing, Doc schedule) {
        this.billing = billing;
        this.world = billing.world();
        this.subscription = world.get(Kind.SUBSCRIPTION, schedule.text("subscription"));
        this.current = schedule.children("phases").stream()
                .filter(phase -> phase.number("start_date") == schedule.number("current_phase", "start_date"))
                .findFirst()
                .orElseThrow();
    }

    List<Doc> of(List<Params> asked) {
        if (asked.isEmpty() || asked.size() > MOST) {
            throw StripeError.invalid("A schedule has one to " + MOST + " phases.", "phases");
        }
        List<Doc> phases = new ArrayList<>();
        long start = current.number("start_date");
        for (Params params : asked) {
            Doc phase = phase(params, start);
            phases.add(phase);
            start = phase.number("end_date");
        }
        requireSame(phases.get(0));
        return phases;
    }

    private Doc phase(Params params, long start) {
        if (params.whole("start_date").filter(said -> said != start).isPresent()) {
            throw StripeError.invalid(
                    "A phase begins where the one before ends, the first one where the phase under way began.",
                    params.fullName("start_date"));
        }
        return world.blank("phase")
                .set("currency", subscription.get("currency"))
                .set("discounts", discounts(params, subscription))
                .set("end_date", end(params, start))
                .set("items", items(params))
                .set("metadata", metadata(params))
                .set(
                        "proration_behavior",
                        SubscriptionFields.prorating(params).name().toLowerCase(Locale.ROOT))
                .set("start_date", start)
                .set("trial_end", params.whole("trial_end").orElse(null));
    }

    private long end(Params params, long start) {
        if (params.has("duration") == params.has("end_date")) {
            throw StripeError.notSimulated(
                    "phases without exactly one of duration and end_date", params.fullName("end_date"));
        }
        Params duration = params.child("duration");
        long end = params.whole("end_date").orElseGet(() -> later(start, duration));
        if (end <= Math.max(start, world.now(subscription))) {
            throw StripeError.invalid("The end of the phase must be in the future.", params.fullName("end_date"));
        }
        return end;
    }

    private static long later(long start, Params duration) {
        String interval =
                duration.oneOf("interval", "day", "week", "month", "year").orElseThrow();
        return Instant.ofEpochSecond(start)
                .atZone(ZoneOffset.UTC)
                .plus(
                        duration.whole("interval_count").orElse(1L),
                        ChronoUnit.valueOf(interval.toUpperCase(Locale.ROOT) + "S"))
                .toEpochSecond();
    }

    private List<Doc> items(Params params) {
        List<Doc> items = new ArrayList<>();
        for (Params asked : params.children("items")) {
            String price = ItemFields.price(world, subscription, asked).text("id");
            items.add(world.blank("phase_item")
                    .set("discounts", discounts(asked, owner(price)))
                    .set("metadata", metadata(asked))
                    .set("plan", price)
                    .set("price", price)
                    .set("quantity", ItemFields.quantity(asked)));
        }
        List<String> prices = items.stream().map(item -> item.text("price")).toList();
        ItemFields.requireFit(world, subscription, prices);
        return items;
    }

    private @Nullable Doc owner(String price) {
        return billing.subscriptions().items(subscription).stream()
                .filter(item -> item.is("price", price))
                .findFirst()
                .orElse(null);
    }

    private List<Doc> discounts(Params params, @Nullable Doc owner) {
        List<Doc> discounts = new ArrayList<>();
        for (Params asked : params.children("discounts")) {
            String id = asked.need("discount");
            if (owner == null || !owner.texts("discounts").contains(id)) {
                throw StripeError.notSimulated("phases that begin a discount", asked.fullName("discount"));
            }
            discounts.add(world.blank("phase_discount").set("discount", id));
        }
        return discounts;
    }

    private static Doc metadata(Params params) {
        Doc holder = Doc.of("metadata", new Doc());
        Fields.metadata(params, holder);
        return holder.child("metadata");
    }

    private void requireSame(Doc first) {
        boolean same = Objects.equals(first.get("trial_end"), current.get("trial_end"))
                && Set.copyOf(first.children("items")).equals(Set.copyOf(current.children("items")))
                && Set.copyOf(first.children("discounts")).equals(Set.copyOf(current.children("discounts")));
        if (!same) {
            throw StripeError.notSimulated("changing what the phase under way bills", "phases[0]");
        }
    }
}
