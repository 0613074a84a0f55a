package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be done to a subscription, however it stands. */
class TruthTableTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Subscribe UNPAID =
            Subscribe.to("price_basic_monthly", 3).and("price_pro_monthly", 3);
    private static final Subscribe PAID = UNPAID.payingWith("pm_card_visa");

    /** The columns are those of {@link Standing}: a plus where the change makes sense. */
    private static final String EXPECTED = """
        subscription.swap                   --++++++++---
        subscription.add_item               --++++++++---
        subscription.remove_item            --++++++++---
        subscription.set_quantity           --++++++++---
        subscription.adjust_quantity        --++++++++---
        subscription.change_items           --++++++++---
        subscription.cancel                 +-+++++++++-+
        subscription.cancel_at_period_end   --++++-+++---
        subscription.cancel_at              --++++++++---
        subscription.resume                 -------+-----
        subscription.pause                  --++++-+-++--
        subscription.unpause                ------+-+----
        subscription.extend_trial           --++++++++---
        subscription.end_trial              --+----------
        subscription.set_discounts          --++++++++---
        subscription.set_metadata           +++++++++++++
        subscription.set_payment_method     +-+++++++++-+
        subscription.set_collection_method  --++++++++---
        subscription.set_automatic_tax      --++++++++---
        subscription.set_trial_end_behavior --+----------
        subscription.drop_pending_update    ---------+---
        subscription.swap_at_period_end     --++++--+-+--
        subscription.drop_scheduled_change  ----------+--
        """;

    @Test
    void everyChangeInEveryStanding() {
        String table = TruthTable.changes(Standing.ACTIVE.subscription()).stream()
                .map(change -> "%-36s".formatted(change.kind()) + signs(change))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(table).isEqualTo(EXPECTED);
    }

    @Test
    void noKindOfChangeIsMissing() {
        assertThat(TruthTable.changes(Standing.ACTIVE.subscription()))
                .extracting(Change::kind)
                .containsExactlyInAnyOrderElementsOf(Subscriptions.CHANGES);
    }

    /** One whose status nobody knows cannot be had here. */
    @ParameterizedTest
    @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void stripeTakesWhatTheTableAllowsAndIsNotAskedForTheRest(Standing standing) {
        ProbedWire wire = new ProbedWire();
        try (TestBilling billing =
                TestBilling.on(TestDatabase.H2).wire(wire::over).start()) {
            List<Subscription> all = inStanding(billing, standing);
            for (int i = 0; i < all.size(); i++) {
                Subscription subscription = all.get(i);
                Change change = TruthTable.changes(subscription).get(i);
                Change inTable = TruthTable.changes(standing.subscription()).get(i);
                wire.commands().clear();

                Throwable refusal = catchThrowable(
                        () -> subscriptions(billing).change(subscription.id(), change, Optional.empty()));

                if (TruthTable.allows(standing, inTable)) {
                    assertThat(refusal).as(change.kind()).isNull();
                } else {
                    assertThat(refusal).as(change.kind()).isInstanceOf(ChangeNotAllowedException.class);
                    assertThat(wire.commands()).isEmpty();
                }
            }
        }
    }

    /** As many as there are changes. */
    private static List<Subscription> inStanding(TestBilling billing, Standing standing) {
        String customer =
                billing.get(Billing.class).customers().getOrCreate(ACME).id();
        new Dashboard(billing.stripe())
                .post("/v1/customers/" + customer, "address[country]", "DE", "address[postal_code]", "10115");
        if (standing == Standing.UNPAID) {
            new Dashboard(billing.stripe()).post("/v1/_control/settings", "after_retries", "unpaid");
        }
        List<String> ids = IntStream.range(0, Subscriptions.CHANGES.size())
                .mapToObj(i -> begin(billing, standing))
                .toList();
        billing.settle();
        Duration passing = passing(standing);
        if (!passing.isZero()) {
            billing.time().moveTo(billing.time().now().plus(passing));
            billing.stripe().passTime();
            billing.settle();
        }
        return ids.stream()
                .map(id -> subscriptions(billing).find(id).orElseThrow())
                .toList();
    }

    private static String begin(TestBilling billing, Standing standing) {
        Subscribe wish = switch (standing) {
            case INCOMPLETE, INCOMPLETE_EXPIRED -> UNPAID;
            case TRIALING -> PAID.trialing(Trial.days(14));
            case PAUSED -> UNPAID.trialing(Trial.days(1), MissingPaymentMethod.PAUSE);
            default -> PAID;
        };
        String id = subscriptions(billing)
                .subscribe(ACME, wish)
                .fold(done -> done.value().id(), action -> action.value().id(), declined -> "");
        before(standing).forEach(change -> subscriptions(billing).change(id, change, Optional.empty()));
        if (standing == Standing.CHANGE_SCHEDULED) {
            String item =
                    subscriptions(billing).find(id).orElseThrow().items().get(0).id();
            subscriptions(billing).change(id, SwapAtPeriodEnd.of(item, "price_team_monthly"), Optional.empty());
        }
        return id;
    }

    private static List<Change> before(Standing standing) {
        Change badCard = new SetPaymentMethod("pm_card_chargeCustomerFail");
        return switch (standing) {
            case PAST_DUE, UNPAID -> List.of(badCard);
            case CANCELING -> List.of(new CancelAtPeriodEnd(Optional.empty()));
            case COLLECTION_PAUSED -> List.of(new Pause(Pause.Behavior.VOID, Optional.empty()));
            case UPDATE_PENDING -> List.of(badCard, new AddItem("price_team_yearly", 1, Proration.ALWAYS_INVOICE));
            case ENDED -> List.of(new CancelNow(false, false, Optional.empty()));
            default -> List.of();
        };
    }

    private static Duration passing(Standing standing) {
        return switch (standing) {
            case INCOMPLETE_EXPIRED -> Duration.ofHours(24);
            case PAUSED -> Duration.ofDays(2);
            case PAST_DUE -> Duration.ofDays(32);
            case UNPAID -> Duration.ofDays(55);
            default -> Duration.ZERO;
        };
    }

    private static String signs(Change change) {
        return Arrays.stream(Standing.values())
                .map(standing -> TruthTable.allows(standing, change) ? "+" : "-")
                .collect(Collectors.joining());
    }

    private static Subscriptions subscriptions(TestBilling billing) {
        return billing.get(Billing.class).subscriptions();
    }
}
