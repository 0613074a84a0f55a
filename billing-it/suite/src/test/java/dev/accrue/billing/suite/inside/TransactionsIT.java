package dev.accrue.billing.suite.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Signer;
import dev.accrue.billing.suite.host.AtomicBookkeeper;
import dev.accrue.billing.suite.host.Bookkeeper;
import dev.accrue.billing.suite.host.Books;
import dev.accrue.billing.suite.host.Lab;
import dev.accrue.billing.suite.host.Member;
import dev.accrue.billing.suite.host.OrderDesk;
import dev.accrue.billing.suite.host.WakeUpThatGetsLost;
import dev.accrue.billing.webhook.Door;
import dev.accrue.billing.webhook.Receipt;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whose transaction is whose: the caller's, the module's, a handler's; what wakes the module up, and what others are
 * told.
 */
@ExtendWith(ArquillianExtension.class)
class TransactionsIT {

    private static final Account PLATFORM = Account.platform(false);

    @Inject
    Billing billing;

    @Inject
    Processor processor;

    @Inject
    OrderDesk orderDesk;

    @Inject
    Door door;

    @Inject
    WakeUpThatGetsLost wakeUp;

    @Inject
    Lab lab;

    @Inject
    Overheard overheard;

    @Inject
    UserTransaction transaction;

    @Deployment
    static WebArchive host() {
        return HostArchive.warForTestsInside();
    }

    @BeforeEach
    void wakeUpsArrive() {
        wakeUp.arrives();
    }

    @Test
    void aHostThatRollsBackLosesItsRowsAndKeepsOurs() {
        Member member = newMember();
        String order = UUID.randomUUID().toString();

        assertThatThrownBy(() -> orderDesk.orderAndFail(member, order)).hasStackTraceContaining("thinks better of it");

        assertThat(lab.ask("select id from host_orders where id = '" + order + "'"))
                .isEmpty();
        assertThat(billing.subscriptions().of(member.ref()))
                .singleElement()
                .satisfies(one -> assertThat(one.isActive()).isTrue());
        assertThat(lab.ask("select o.state from #operations o join #customer_owners w on w.customer_id = o.subject_id"
                        + " where w.owner_id = '" + member.name() + "'"))
                .containsExactly("DONE");
    }

    @Test
    void aHostThatCommitsKeepsBoth() {
        Member member = newMember();
        String order = UUID.randomUUID().toString();

        orderDesk.order(member, order);

        assertThat(lab.ask("select id from host_orders where id = '" + order + "'"))
                .containsExactly(order);
        assertThat(billing.subscriptions().of(member.ref())).hasSize(1);
    }

    @Test
    void stripeIsNotAskedInsideOfATransaction() throws Exception {
        transaction.begin();
        try {
            assertThatThrownBy(() -> processor.fetch(Fetch.of(PLATFORM, "customer", "cus_any")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside of a JTA transaction");
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void theModuleIsUsableInsideOfATransaction() throws Exception {
        Member member = newMember();

        transaction.begin();
        Subscription subscription = billing.subscriptions()
                .subscribe(member, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        transaction.rollback();

        assertThat(billing.subscriptions().find(subscription.id()))
                .hasValueSatisfying(found -> assertThat(found.isActive()).isTrue());
    }

    @Test
    void anEntityWithoutAnIdIsRefused() {
        Billable withoutId = () -> new BillableRef("member", "");

        assertThatThrownBy(() -> billing.subscriptions().subscribe(withoutId, Subscribe.to("price_basic_monthly")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a billable's id must have 1 to 255 characters");
    }

    @Test
    void aPriceThatDoesNotExistIsRefusedWithStripesReason() {
        Subscribe wish = Subscribe.to("price_of_nothing").payingWith("pm_card_visa");

        assertThatThrownBy(() -> billing.subscriptions().subscribe(newMember(), wish))
                .isInstanceOfSatisfying(RequestRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("resource_missing");
                    assertThat(refused.parameter()).isEqualTo("items[0][price]");
                });
    }

    @Test
    void aHandlerThatThrowsLeavesNothingAndIsTriedAgain() {
        String event = Events.newId(Books.FAILS_ONCE);

        arrives(event);
        soon().untilAsserted(() -> assertThat(deliveries(event)).containsExactly("FAILED 1", "FAILED 1"));
        assertThat(entries(event)).isEmpty();

        due(event);
        wakeUp.send();
        soon().untilAsserted(() -> assertThat(deliveries(event)).containsExactly("DELIVERED 2", "DELIVERED 2"));
        assertThat(entries(event)).containsExactly(AtomicBookkeeper.NAME, Bookkeeper.NAME);
    }

    @Test
    void anAtomicHandlerConcludesTogetherWithItsEffectOrNotAtAll() {
        String event = Events.newId(Books.TAKEN_OVER);

        arrives(event);
        soon().untilAsserted(() -> assertThat(entries(event)).containsExactly(Bookkeeper.NAME));
        soon().untilAsserted(() -> assertThat(deliveries(event)).containsExactly("RUNNING 1", "RUNNING 1"));

        due(event);
        wakeUp.send();
        soon().untilAsserted(() -> assertThat(deliveries(event)).containsExactly("DELIVERED 2", "DELIVERED 2"));
        assertThat(entries(event))
                .as("the atomic one's first effect was undone, the other's came twice")
                .containsExactly(AtomicBookkeeper.NAME, Bookkeeper.NAME, Bookkeeper.NAME);
    }

    /** Ticks come every ten seconds, so four in a row that are processed within four are the broker's doing. */
    @Test
    void whatArrivesIsProcessedLongBeforeTheNextTick() {
        for (int i = 0; i < 4; i++) {
            String event = Events.newId();
            arrives(event);

            await(Duration.ofSeconds(4)).until(() -> state(event), "PROCESSED"::equals);
        }
    }

    @Test
    void whatArrivesIsProcessedByTheNextTickWhenTheWakeUpIsLost() {
        String event = Events.newId();

        wakeUp.getsLost();
        arrives(event);

        await(Duration.ofSeconds(30)).until(() -> state(event), "PROCESSED"::equals);
    }

    @Test
    void anotherDeploymentHearsOfAnEventByTheTopic() {
        String event = Events.newId();

        arrives(event);

        soon().untilAsserted(() -> assertThat(overheard.about(event))
                .singleElement()
                .asString()
                .contains("\"type\":\"customer.updated\"", "\"object\":\"customer\""));
        soon().untilAsserted(() -> assertThat(lab.ask("select d.state, d.attempts from #webhook_deliveries d"
                        + " join #webhook_events e on e.id = d.event_row where e.event_id = '" + event
                        + "' and d.handler = 'billing-events-topic'"))
                .containsExactly("DELIVERED 1"));
    }

    private void arrives(String event) {
        String customer = billing.customers().getOrCreate(newMember()).id();
        byte[] body = Events.customerUpdated(event, customer).getBytes(StandardCharsets.UTF_8);

        assertThat(door.accept("stripe", body, Signer.sign(body))).isEqualTo(Receipt.ACCEPTED);
    }

    private String state(String event) {
        return lab.ask("select state from #webhook_events where event_id = '" + event + "'")
                .get(0);
    }

    private List<String> deliveries(String event) {
        return lab.ask("select state, attempts from #webhook_deliveries where event_row ="
                + " (select id from #webhook_events where event_id = '" + event
                + "') and handler like '%bookkeeper' order by handler");
    }

    private List<String> entries(String event) {
        return lab.ask("select written_by from host_entries where event_id = '" + event + "' order by written_by");
    }

    /** Spares the test the pause before the next attempt. */
    private void due(String event) {
        lab.change("update #webhook_deliveries set wake_at = created_at where event_row ="
                + " (select id from #webhook_events where event_id = '" + event + "')");
    }

    private static Member newMember() {
        return new Member("member-" + UUID.randomUUID());
    }

    private static ConditionFactory soon() {
        return await(Duration.ofSeconds(20));
    }

    /** In this thread, which is the one that the container knows. */
    private static ConditionFactory await(Duration patience) {
        return Awaitility.await().pollInSameThread().atMost(patience);
    }
}
