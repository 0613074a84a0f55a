package dev.accrue.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first story that the module tells: a host subscribes a customer, and Stripe's webhooks come back. */
class FirstFlowTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aSubscriptionIsActiveAtOnceAndItsInvoiceFollowsByWebhook(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Subscription subscription = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();

            assertThat(subscription.isActive()).isTrue();
            assertThat(subscription.items()).hasSize(1);

            billing.settle();

            assertThat(billing.get(Billing.class).invoices().of(ACME.ref()))
                    .singleElement()
                    .satisfies(invoice -> {
                        assertThat(invoice.isPaid()).isTrue();
                        assertThat(invoice.total()).hasToString("EUR 9.00");
                        assertThat(invoice.lines()).hasSize(1);
                    });
            assertThat(billing.count("webhook_events", "state <> 'PROCESSED'")).isZero();
            assertThat(billing.count("ledger_facts", "cause_type = 'EVENT'"))
                    .isEqualTo(billing.count("webhook_events", "1 = 1"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aMonthLaterTheSubscriptionIsRenewed(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();
            billing.settle();

            billing.time().moveTo(billing.time().now().plus(Duration.ofDays(32)));
            billing.stripe().passTime();
            billing.settle();

            assertThat(billing.get(Billing.class).invoices().of(ACME.ref())).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aHandlerHearsOfEveryEventOnce(TestDatabase kind) {
        List<BillingEvent> heard = new CopyOnWriteArrayList<>();
        try (TestBilling billing =
                TestBilling.on(kind).handling(listener(heard)).start()) {
            billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();
            billing.settle();

            assertThat(heard).hasSize((int) billing.count("webhook_events", "1 = 1"));
            assertThat(billing.count("webhook_deliveries", "state <> 'DELIVERED'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aFormSentTwiceSubscribesOnce(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Subscribe wish = Subscribe.to("price_basic_monthly")
                    .payingWith("pm_card_visa")
                    .as("form-1");

            Subscription first = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, wish)
                    .orThrow();
            Subscription second = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, wish)
                    .orThrow();

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(billing.count("subscriptions", "1 = 1")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anUnknownPriceIsRefusedWithTheParameterThatIsWrong(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            assertThatThrownBy(() -> billing.get(Billing.class)
                            .subscriptions()
                            .subscribe(ACME, Subscribe.to("price_nobody_knows").payingWith("pm_card_visa")))
                    .isInstanceOfSatisfying(RequestRefusedException.class, refused -> {
                        assertThat(refused.code()).isEqualTo("resource_missing");
                        assertThat(refused.parameter()).contains("price");
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeclinedCardIsAnOutcome(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Outcome<Subscription> outcome = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_chargeCustomerFail"));

            assertThat(outcome).isInstanceOf(Declined.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aCardThatNeedsAuthenticationAsksForIt(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Outcome<Subscription> outcome = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_authenticationRequired"));

            assertThat(outcome).isInstanceOfSatisfying(RequiresAction.class, action -> {
                assertThat(action.clientSecret()).contains("_secret_");
                assertThat(action.toString()).doesNotContain("_secret_");
            });
        }
    }

    private static BillingEventHandler listener(List<BillingEvent> heard) {
        return new BillingEventHandler() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public boolean handles(String eventType) {
                return true;
            }

            @Override
            public void on(BillingEvent event) {
                heard.add(event);
            }
        };
    }
}
