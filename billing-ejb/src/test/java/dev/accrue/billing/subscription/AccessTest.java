package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator's access policy says, and that a host can ask for it. */
class AccessTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final BillableRef OTHER = new BillableRef("organisation", "other");

    @ParameterizedTest
    @CsvSource({
        "active,             false, true,  true",
        "trialing,           false, true,  true",
        "active,             true,  false, true",
        "past_due,           false, false, true",
        "past_due,           true,  false, true",
        "unpaid,             false, false, false",
        "incomplete,         false, false, false",
        "incomplete_expired, false, false, false",
        "paused,             false, false, false",
        "canceled,           false, false, false",
        "hibernating,        false, false, false"
    })
    void eachPresetSaysWhichStatesGiveAccess(String status, boolean paused, boolean strict, boolean lenient) {
        Subscription subscription = SubscriptionPredicateTest.of(status, paused);

        assertThat(entitles(subscription, "billing.access.policy", "strict")).isEqualTo(strict);
        assertThat(entitles(subscription, "billing.access.policy", "lenient")).isEqualTo(lenient);
    }

    @Test
    void aStateCanBeAddedToAPresetOrTakenAway() {
        assertThat(entitles(SubscriptionPredicateTest.of("unpaid", false), "billing.access.policy", "strict,unpaid"))
                .isTrue();
        assertThat(entitles(
                        SubscriptionPredicateTest.of("past_due", false), "billing.access.policy", "lenient,-past_due"))
                .isFalse();
    }

    @Test
    void anExceptionOfThePriceComesBeforeOneOfTheProduct() {
        Access access = access(
                "billing.access.exceptions", "hosting,backup",
                "billing.access.exception.hosting.of", "prod_1",
                "billing.access.exception.hosting.policy", "lenient",
                "billing.access.exception.backup.of", "price_1",
                "billing.access.exception.backup.policy", "strict");
        Subscription pastDue = SubscriptionPredicateTest.of("past_due", false);

        assertThat(access.entitles(pastDue, "price_1", Optional.of("prod_1"))).isFalse();
        assertThat(access.entitles(pastDue, "price_2", Optional.of("prod_1"))).isTrue();
        assertThat(access.entitles(pastDue, "price_2", Optional.of("prod_2"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aHostAsksWhetherItsEntityHasAccess(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Subscriptions subscriptions = billing.get(Billing.class).subscriptions();
            SubscriptionItem item = subscribe(subscriptions).items().get(0);

            assertThat(subscriptions.isEntitled(ACME.ref())).isTrue();
            assertThat(subscriptions.isEntitled(ACME.ref(), item.priceId())).isTrue();
            assertThat(subscriptions.isEntitled(ACME.ref(), item.productId().orElseThrow()))
                    .isTrue();
            assertThat(subscriptions.isEntitled(ACME.ref(), "price_pro_monthly"))
                    .isFalse();
            assertThat(subscriptions.isEntitled(OTHER)).isFalse();
        }
    }

    @Test
    void accessEndsWithTheSubscription() {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            Subscriptions subscriptions = billing.get(Billing.class).subscriptions();
            Subscription running = subscribe(subscriptions);
            assertThat(running.isEntitlingTo("price_basic_monthly")).isTrue();

            Subscription ended =
                    subscriptions.cancelNow(running.id(), Optional.empty()).orThrow();

            assertThat(ended.isEntitling()).isFalse();
            assertThat(subscriptions.isEntitled(ACME.ref())).isFalse();
            assertThat(subscriptions.where(SubscriptionPredicate.ENTITLING, 10)).isEqualTo(List.of());
        }
    }

    private static Subscription subscribe(Subscriptions subscriptions) {
        return subscriptions
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
    }

    private static boolean entitles(Subscription subscription, String key, String value) {
        return access(key, value).entitles(subscription, "price_1", Optional.of("prod_1"));
    }

    private static Access access(String... settings) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new Access(ConfigReader.read(key -> Optional.ofNullable(all.get(key))));
    }
}
