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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phases that a request plans. The list replaces the old one; of a schedule that runs it begins with the phase
 * under way, which the simulator lets change in nothing but its end. Each phase begins where the one before ends.
 *
 * <p>Discounts that a phase does not name are gone with it, as at Stripe.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#phases">Stripe: Subscription
 *     schedules, up to 10 phases</a>
 * @see <a href="https://docs.stripe.com/api/subscription_schedules/update">Stripe: Update a schedule, phases</a>
 */
final class SchedulePhases {

    static final String[] NAMES = {
        "phases[].default_payment_method",
        "phases[].discounts[].coupon",
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
        "phases[].trial_end"
    };

    private static final int MOST = 10;

    private final Billing billing;
    private final World world;
    private final Doc subscription;
    private final Optional<Doc> current;

    /** For a schedule that runs. */
    SchedulePhases(Billing billing, Doc schedule) {
        this(
                billing,
                billing.world().get(Kind.SUBSCRIPTION, schedule.text("subscription")),
                schedule.children("phases").stream()
                        .filter(phase -> phase.number("start_date") == schedule.number("current_phase", "start_date"))
                        .findFirst());
    }

    private SchedulePhases(Billing billing, Doc subscription, Optional<Doc> current) {
        this.billing = billing;
        this.world = billing.world();
        this.subscription = subscription;
        this.current = current;
    }

    /** The phases of a schedule that has not begun its subscription, from this moment on. */
    static List<Doc> first(Billing billing, Doc schedule, List<Params> asked, long start) {
        Doc terms = Doc.of(
                "billing_mode", schedule.get("billing_mode"),
                "customer", schedule.get("customer"),
                "test_clock", schedule.get("test_clock"));
        asked.stream()
                .flatMap(phase -> phase.children("items").stream())
                .findFirst()
                .ifPresent(item -> terms.set(
                        "currency",
                        ItemFields.price(billing.world(), terms, item).get("currency")));
        return new SchedulePhases(billing, terms, Optional.empty()).of(asked, start);
    }

    /**
     * The same, planned anew: the first phase may begin at another moment; that it need not say so is unverified.
     *
     * @see <a href="https://docs.stripe.com/api/subscription_schedules/update">Stripe: Update a schedule,
     *     phases.start_date</a>
     */
    static List<Doc> firstAnew(Billing billing, Doc schedule, List<Params> asked) {
        long planned = schedule.children("phases").get(0).number("start_date");
        long start = asked.stream()
                .findFirst()
                .map(phase -> isNow(phase, "start_date")
                        ? billing.world().now(schedule)
                        : phase.whole("start_date").orElse(planned))
                .orElse(planned);
        return first(billing, schedule, asked, start);
    }

    List<Doc> of(List<Params> asked) {
        Doc underWay = current.orElseThrow();
        List<Doc> phases = of(asked, underWay.number("start_date"));
        requireSame(phases.get(0), underWay);
        return phases;
    }

    private List<Doc> of(List<Params> asked, long begin) {
        if (asked.isEmpty() || asked.size() > MOST) {
            throw StripeError.invalid("A schedule has one to " + MOST + " phases.", "phases");
        }
        List<Doc> phases = new ArrayList<>();
        long start = begin;
        for (Params params : asked) {
            Doc phase = phase(params, start);
            phases.add(phase);
            start = phase.number("end_date");
        }
        return phases;
    }

    private Doc phase(Params params, long start) {
        long said = isNow(params, "start_date")
                ? world.now(subscription)
                : params.whole("start_date").orElse(start);
        if (said != start) {
            throw StripeError.invalid(
                    "A phase begins where the one before ends, the first one where the phase under way began.",
                    params.fullName("start_date"));
        }
        return world.blank("phase")
                .set("currency", subscription.get("currency"))
                .set("default_payment_method", payer(params))
                .set("discounts", discounts(params))
                .set("end_date", end(params, start))
                .set("items", items(params))
                .set("metadata", metadata(params))
                .set(
                        "proration_behavior",
                        SubscriptionFields.prorating(params).name().toLowerCase(Locale.ROOT))
                .set("start_date", start)
                .set("trial_end", params.whole("trial_end").orElse(null));
    }

    private @Nullable String payer(Params params) {
        Doc payer = new Doc();
        SubscriptionFields.writePayer(billing, params, subscription, payer);
        return payer.findText("default_payment_method").orElse(null);
    }

    /** The phase under way may end now. */
    private long end(Params params, long start) {
        if (params.has("duration") == params.has("end_date")) {
            throw StripeError.notSimulated(
                    "phases without exactly one of duration and end_date", params.fullName("end_date"));
        }
        long now = world.now(subscription);
        if (isNow(params, "end_date") && start < now) {
            return now;
        }
        Params duration = params.child("duration");
        long end = params.whole("end_date").orElseGet(() -> later(start, duration));
        if (end <= Math.max(start, now)) {
            throw StripeError.invalid("The end of the phase must be in the future.", params.fullName("end_date"));
        }
        return end;
    }

    private static boolean isNow(Params params, String name) {
        return params.text(name).filter("now"::equals).isPresent();
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
                    .set("discounts", known(asked, owner(price)))
                    .set("metadata", metadata(asked))
                    .set("plan", price)
                    .set("price", price)
                    .set("quantity", ItemFields.quantity(asked)));
        }
        List<String> prices = items.stream().map(item -> item.text("price")).toList();
        ItemFields.requireFit(world, subscription, prices);
        return items;
    }

    private Optional<Doc> owner(String price) {
        return current.flatMap(any -> billing.subscriptions().items(subscription).stream()
                .filter(item -> item.is("price", price))
                .findFirst());
    }

    /** Discounts that the subscription has, and coupons that it will redeem when the phase begins. */
    private List<Doc> discounts(Params params) {
        List<Doc> discounts = new ArrayList<>();
        for (Params asked : params.children("discounts")) {
            discounts.add(
                    asked.has("coupon")
                            ? world.blank("phase_discount").set("coupon", coupon(asked))
                            : known(asked, current.map(any -> subscription), asked.need("discount")));
        }
        return discounts;
    }

    private String coupon(Params asked) {
        String param = asked.fullName("coupon");
        return CouponsApi.current(world, world.need(Kind.COUPON, asked.need("coupon"), param))
                .text("id");
    }

    private List<Doc> known(Params params, Optional<Doc> owner) {
        return params.children("discounts").stream()
                .map(asked -> known(asked, owner, asked.need("discount")))
                .toList();
    }

    private Doc known(Params asked, Optional<Doc> owner, String id) {
        return owner.filter(found -> found.texts("discounts").contains(id))
                .map(found -> world.blank("phase_discount").set("discount", id))
                .orElseThrow(() -> StripeError.notSimulated(
                        "phases that begin a discount by anything but a coupon", asked.fullName("discount")));
    }

    /** A key without a value stays: it takes the key from the subscription when the phase begins. */
    private static Doc metadata(Params params) {
        Doc metadata = new Doc();
        MetadataLimits.sent(params).forEach(metadata::set);
        MetadataLimits.requireFit(metadata.names(), params);
        return metadata;
    }

    private static void requireSame(Doc first, Doc underWay) {
        boolean same = Objects.equals(first.get("trial_end"), underWay.get("trial_end"))
                && Set.copyOf(first.children("items")).equals(Set.copyOf(underWay.children("items")))
                && Set.copyOf(first.children("discounts")).equals(Set.copyOf(underWay.children("discounts")));
        if (!same) {
            throw StripeError.notSimulated("changing what the phase under way bills", "phases[0]");
        }
    }
}
