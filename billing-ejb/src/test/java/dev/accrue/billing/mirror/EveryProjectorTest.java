package dev.accrue.billing.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.accrue.billing.catalog.PriceProjector;
import dev.accrue.billing.catalog.ProductProjector;
import dev.accrue.billing.customer.CustomerProjector;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.invoice.InvoicePaymentProjector;
import dev.accrue.billing.invoice.InvoiceProjector;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.payment.ChargeProjector;
import dev.accrue.billing.payment.PaymentIntentProjector;
import dev.accrue.billing.payment.PaymentMethodProjector;
import dev.accrue.billing.payment.RefundProjector;
import dev.accrue.billing.subscription.ScheduleProjector;
import dev.accrue.billing.subscription.SubscriptionProjector;
import dev.accrue.billing.tax.TaxIdProjector;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each projector alike: it takes what comes, and what it makes fits the tables. */
class EveryProjectorTest {

    private static final List<JsonValue> ODD = List.of(
            JsonValue.NULL,
            JsonValue.TRUE,
            JsonValue.EMPTY_JSON_ARRAY,
            JsonValue.EMPTY_JSON_OBJECT,
            Json.string("odd"),
            Json.number(Long.MIN_VALUE));

    static Stream<Projector> projectors() {
        return Stream.of(
                new ChargeProjector(),
                new CustomerProjector(),
                new InvoicePaymentProjector(),
                new InvoiceProjector(),
                new PaymentIntentProjector(),
                new PaymentMethodProjector(),
                new PriceProjector(),
                new ProductProjector(),
                new RefundProjector(),
                new ScheduleProjector(),
                new SubscriptionProjector(),
                new TaxIdProjector());
    }

    @ParameterizedTest
    @MethodSource("projectors")
    void nothingThatAFieldMayHoldMakesItFail(Projector projector) {
        JsonObject example = example(projector);

        assertThatCode(() -> Projected.rows(projector, JsonValue.EMPTY_JSON_OBJECT))
                .doesNotThrowAnyException();
        for (String name : example.keySet()) {
            for (JsonValue odd : ODD) {
                JsonObject changed = Json.object(example).add(name, odd).build();
                assertThatCode(() -> Projected.rows(projector, changed))
                        .as(name + " = " + odd)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("projectors")
    void theSameObjectGivesTheSameRows(Projector projector) {
        assertThat(Projected.rows(projector, example(projector)))
                .isEqualTo(Projected.rows(projector, example(projector)));
    }

    @ParameterizedTest
    @MethodSource("projectors")
    void itsRowIsTheObjects(Projector projector) {
        JsonObject example = example(projector);

        Row row = Projected.row(projector, example);

        assertThat(row.get("id")).isEqualTo(example.getString("id"));
        assertThat(row.get("account")).isEqualTo("platform");
        assertThat(row.get("livemode")).isEqualTo(false);
        assertThat(row.get("revision")).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource
    void whatItMakesFitsTheTables(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Mirror mirror = billing.get(Mirror.class);
            projectors().forEach(projector -> {
                write(billing, mirror, Projected.snapshot(projector, example(projector)));
                write(billing, mirror, Projected.snapshot(projector, bare(projector)));
            });

            assertThat(billing.count("stripe_objects", "revision = 1")).isEqualTo(24);
            assertThat(billing.count("invoice_lines", "1 = 1")).isEqualTo(1);
            assertThat(billing.count("subscription_items", "1 = 1")).isEqualTo(1);
        }
    }

    /** Stripe allows 500 characters in a metadata value, https://docs.stripe.com/api/metadata. */
    @ParameterizedTest
    @EnumSource
    void aSubscriptionsNameMayBeAsLongAsMetadataIs(TestDatabase kind) {
        JsonObject named = Json.object(StripeExamples.of("subscription"))
                .add("metadata", Json.object().add("billing_name", "x".repeat(500)))
                .build();
        try (TestBilling billing = TestBilling.on(kind).start()) {
            write(billing, billing.get(Mirror.class), Projected.snapshot(new SubscriptionProjector(), named));

            assertThat(billing.count("subscriptions", "length(name) = 500")).isEqualTo(1);
        }
    }

    private static void write(TestBilling billing, Mirror mirror, Snapshot snapshot) {
        billing.database().doInTransaction(tx -> {
            MirrorRow row = mirror.lock(tx, snapshot.key());
            mirror.write(tx, Map.of(row.key(), row), List.of(snapshot));
        });
    }

    private static JsonObject bare(Projector projector) {
        return Json.object().add("object", type(projector)).add("id", "bare").build();
    }

    /** Stripe's example, with a real currency where the example has the word "currency". */
    private static JsonObject example(Projector projector) {
        JsonObject example = StripeExamples.of(type(projector));
        JsonObjectBuilder mended = Json.object(example);
        Json.text(example, "currency").filter("currency"::equals).ifPresent(word -> mended.add("currency", "usd"));
        return mended.build();
    }

    private static String type(Projector projector) {
        return projector.objectTypes().iterator().next();
    }
}
