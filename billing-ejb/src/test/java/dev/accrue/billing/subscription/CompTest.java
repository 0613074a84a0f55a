package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.ProbedWire.Break;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.processor.Transport;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions for nothing, by the coupon that the module makes for itself. */
class CompTest {

    private static final Subscribe WISH = Subscribe.to("price_basic_monthly");
    private static final String COUPON = "POST /v1/coupons";

    private final ProbedWire wire = new ProbedWire();
    private final AtomicReference<Runnable> beforeTheCoupon = new AtomicReference<>(() -> {});
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(stripe -> wire.over(interrupted(stripe)));

    @BeforeEach
    void start() {
        billing.start();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("subscription.comp")
    void withoutACouponTheModuleMakesOneOfItsOwn() {
        Subscription free = comp("acme");

        assertThat(free.isActive()).isTrue();
        assertThat(coupon().getInt("percent_off")).isEqualTo(100);
        assertThat(coupon().getString("duration")).isEqualTo("forever");
        assertThat(coupon().getJsonObject("metadata").getString("made_by")).isEqualTo("accrue");
        assertThat(new Dashboard(billing.stripe())
                        .get("/v1/invoices/" + free.latestInvoice().orElseThrow())
                        .getInt("total"))
                .isZero();
    }

    @Test
    void itIsMadeOnceForAll() {
        comp("acme");
        comp("other");

        assertThat(wire.commands()).filteredOn(COUPON::equals).hasSize(1);
    }

    @Test
    @Shows("subscription.comp")
    void whoeverMakesItSecondUsesTheFirst() {
        beforeTheCoupon.set(() -> make("100", "forever"));

        assertThat(comp("acme").isActive()).isTrue();

        assertThat(wire.commands()).filteredOn(COUPON::equals).hasSize(1);
    }

    @Test
    void manyAtOnceNeedOne() {
        CyclicBarrier allFoundNone = new CyclicBarrier(4);
        beforeTheCoupon.set(() -> await(allFoundNone));

        List<CompletableFuture<Subscription>> comps = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> comp("acme-" + i)))
                .toList();

        assertThat(comps).allSatisfy(comp -> assertThat(comp.join().isActive()).isTrue());
        assertThat(wire.commands()).filteredOn(COUPON::equals).hasSize(4);
    }

    @Test
    @Shows("subscription.comp")
    void aProcessThatDiesAfterTheCouponLeavesOneForTheNextTime() {
        wire.breakAfter(1, Break.DEATH); // the customer comes before
        assertThatThrownBy(() -> comp("acme")).isInstanceOf(ProbedWire.Death.class);
        billing.stop();
        billing.start();

        Subscription free = comp("acme");

        assertThat(free.isActive()).isTrue();
        assertThat(wire.commands()).filteredOn(COUPON::equals).hasSize(1);
    }

    @Test
    void withoutAnAnswerAboutTheCouponNobodyIsSubscribedAndTheWishMayBeRepeated() {
        wire.breakAfter(1, Break.AFTER);
        assertThatThrownBy(() -> comp("acme")).isInstanceOf(RequestRefusedException.class);
        assertThat(billing.count("operations", "kind = 'subscription.comp'")).isZero();

        assertThat(comp("acme").isActive()).isTrue();
    }

    @Test
    void aSubscriptionThatNobodyHeardOfIsFoundAndNotMadeTwice() {
        wire.breakAfter(2, Break.AFTER);
        assertThatThrownBy(() -> comp("acme")).isInstanceOf(OutcomePendingException.class);

        billing.recover();

        assertThat(comp("acme").isActive()).isTrue();
        assertThat(wire.commands()).filteredOn("POST /v1/subscriptions"::equals).hasSize(1);
    }

    @Test
    @Shows("subscription.comp")
    void anotherCouponInItsPlaceIsNotUsed() {
        make("50", "forever");

        assertThatThrownBy(() -> comp("acme"))
                .isInstanceOf(NotForNothingException.class)
                .hasMessageContaining("something to pay");
    }

    private Subscription comp(String owner) {
        Billable billable = () -> new BillableRef("organisation", owner);
        return billing.get(Billing.class)
                .subscriptions()
                .comp(billable, WISH.as("form-" + owner))
                .orThrow();
    }

    private void make(String percent, String duration) {
        new Dashboard(billing.stripe())
                .post("/v1/coupons", "id", FreeCoupons.OUR_OWN, "percent_off", percent, "duration", duration);
    }

    private JsonObject coupon() {
        return new Dashboard(billing.stripe()).get("/v1/coupons/" + FreeCoupons.OUR_OWN);
    }

    private Transport interrupted(Transport stripe) {
        return request -> {
            if (request.toString().equals(COUPON)) {
                beforeTheCoupon.get().run();
            }
            return stripe.send(request);
        };
    }

    private static void await(CyclicBarrier others) {
        try {
            others.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
