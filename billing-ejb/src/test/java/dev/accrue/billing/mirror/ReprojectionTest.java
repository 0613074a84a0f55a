package dev.accrue.billing.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.ExtractTables;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Reprojection.Progress;
import dev.accrue.billing.processor.stripe.ExampleWire;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.time.SystemClock;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReprojectionTest {

    private static final List<String> TYPES = List.of(
            "charge",
            "customer",
            "invoice",
            "invoice_payment",
            "payment_intent",
            "payment_method",
            "price",
            "product",
            "subscription");
    private static final Instant HAPPENED = Instant.parse("2026-11-01T10:00:00Z");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void rowsThatWereLostComeBackAsTheyWere(TestDatabase kind) {
        try (TestBilling billing = aStory(TestBilling.on(kind).start())) {
            ExtractTables tables = billing.extracts();
            List<String> before = tables.lines();

            tables.names().forEach(tables::wipe);
            assertThat(tables.lines()).isEmpty();
            TYPES.forEach(type -> billing.get(Reprojection.class).run(type, progress -> {}));

            assertThat(tables.lines()).isEqualTo(before).hasSizeGreaterThan(10);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void doingItAgainChangesNothingAndNeitherDoWorkersMeanwhile(TestDatabase kind) {
        try (TestBilling billing = aStory(TestBilling.on(kind).start())) {
            ExtractTables tables = billing.extracts();
            subscribe(billing, "late");
            List<CompletableFuture<Void>> all = Stream.<Runnable>of(
                            () -> TYPES.forEach(
                                    type -> billing.get(Reprojection.class).run(type, progress -> {})),
                            () -> TYPES.forEach(
                                    type -> billing.get(Reprojection.class).run(type, progress -> {})),
                            billing::settle,
                            () -> subscribe(billing, "later"))
                    .map(CompletableFuture::runAsync)
                    .toList();
            all.forEach(CompletableFuture::join);
            billing.settle();

            List<String> before = tables.lines();
            tables.names().forEach(tables::wipe);
            TYPES.forEach(type -> billing.get(Reprojection.class).run(type, progress -> {}));

            assertThat(tables.lines()).isEqualTo(before);
        }
    }

    @Test
    void aProjectorThatArrivesLaterFindsWhatWasMirroredBefore() {
        try (TestBilling billing = mirrored("coupon", 5)) {
            Reprojection reprojection = withCoupons(billing, "");
            List<Progress> steps = new ArrayList<>();

            Progress progress = Progress.start("coupon");
            while (!progress.done()) {
                progress = reprojection.step(progress, 2);
                steps.add(progress);
            }

            assertThat(steps).extracting(Progress::projected).containsExactly(2L, 4L, 5L);
            assertThat(billing.count("test_coupons", "percent_off = '25.5' and revision = 1"))
                    .isEqualTo(5);
        }
    }

    @Test
    void anotherNodeGoesOnWhereTheFirstOneStopped() {
        try (TestBilling billing = mirrored("coupon", 5)) {
            Progress stopped = withCoupons(billing, "").step(Progress.start("coupon"), 3);
            billing.database().doInTransaction(tx -> tx.update("delete from #test_coupons"));

            Progress end = other(billing, "").step(stopped, 10);

            assertThat(end.done()).isTrue();
            assertThat(billing.count("test_coupons", "1 = 1")).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeProjectedIsCountedAndPassedBy() {
        try (TestBilling billing = mirrored("coupon", 5)) {
            Progress end = withCoupons(billing, "coupon_2").run("coupon", progress -> {});

            assertThat(end.projected()).isEqualTo(4);
            assertThat(end.failed()).isEqualTo(1);
            assertThat(billing.count("test_coupons", "1 = 1")).isEqualTo(4);
        }
    }

    @Test
    void whatIsDeletedStaysDeletedSinceItWas() {
        try (TestBilling billing = mirrored("customer", 1)) {
            billing.hand("stripe", Events.full("evt_d", "customer.deleted", HAPPENED, numbered("customer", 0)));
            billing.drain();
            billing.database().doInTransaction(tx -> tx.update("delete from #customers"));

            billing.get(Reprojection.class).run("customer", progress -> {});

            assertThat(billing.count(
                            "customers",
                            "deleted_at = (select o.deleted_at from \"billing\".stripe_objects o where o.object_id ="
                                    + " customers.id)"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTypeThatNobodyProjectsIsRefused() {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            assertThatThrownBy(() -> billing.get(Reprojection.class).run("climate.order", progress -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("climate.order");
        }
    }

    private static TestBilling aStory(TestBilling billing) {
        subscribe(billing, "acme");
        billing.settle();
        return billing;
    }

    private static void subscribe(TestBilling billing, String owner) {
        Billable billable = () -> new BillableRef("organisation", owner);
        billing.get(Billing.class)
                .subscriptions()
                .subscribe(billable, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
    }

    /** Objects of a type, mirrored by events. */
    private static TestBilling mirrored(String type, int count) {
        TestBilling billing = TestBilling.on(TestDatabase.H2)
                .wire(simulator -> new ExampleWire(0))
                .start();
        for (int i = 0; i < count; i++) {
            billing.hand("stripe", Events.full("evt_" + i, type + ".updated", HAPPENED, numbered(type, i)));
        }
        billing.drain();
        return billing;
    }

    private static JsonObject numbered(String type, int number) {
        return StripeExamples.withId(StripeExamples.of(type), type + "_" + number);
    }

    /** A feature that arrives: its table and its projector, which cannot read one of the objects. */
    private static Reprojection withCoupons(TestBilling billing, String unreadable) {
        billing.database()
                .doInTransaction(
                        tx -> tx.update(
                                "create table #test_coupons (account varchar(64), livemode boolean, id varchar(255), revision bigint,"
                                        + " percent_off varchar(64), deleted_at timestamp, primary key (account, livemode, id))"));
        return other(billing, unreadable);
    }

    private static Reprojection other(TestBilling billing, String unreadable) {
        return new Reprojection(
                billing.database(), new Projectors(List.of(new Coupons(unreadable))), billing.get(SystemClock.class));
    }

    private static final class Coupons extends ObjectProjector {

        private static final Table COUPONS = Table.of("test_coupons", "id", "revision percent_off deleted_at");

        private final String unreadable;

        Coupons(String unreadable) {
            super("coupon", COUPONS);
            this.unreadable = unreadable;
        }

        @Override
        protected void fill(Row row, JsonObject raw) {
            if (raw.getString("id").equals(unreadable)) {
                throw new IllegalStateException("unreadable");
            }
            row.set("percent_off", Json.at(raw, "percent_off").map(Object::toString));
        }
    }
}
