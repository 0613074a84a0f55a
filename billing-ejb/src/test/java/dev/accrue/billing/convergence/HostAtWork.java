package dev.accrue.billing.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.subscription.CancelAtPeriodEnd;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscriptions;
import dev.accrue.billing.webhook.Receipt;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A host that gives commands and people who work at Stripe, and all that Stripe has to say about it, which arrives when
 * somebody says so.
 */
final class HostAtWork implements AutoCloseable {

    private final TestBilling billing;
    private final Dashboard dashboard;
    private final List<JsonObject> said = new ArrayList<>();
    private final Set<Integer> heard = new HashSet<>();
    private int lives;

    HostAtWork(TestDatabase kind, String refetch) {
        billing = TestBilling.on(kind).with("billing.webhooks.refetch", refetch).start();
        dashboard = new Dashboard(billing.stripe());
    }

    /** One customer's life in steps, the host's and others', which have to be taken in this order. */
    List<Runnable> life() {
        String name = "member-" + lives++;
        Billable member = () -> new BillableRef("member", name);
        return List.of(
                () -> subscriptions()
                        .subscribe(member, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                        .orThrow(),
                () -> dashboard.post("/v1/customers/" + customerOf(member), "name", "Ada"),
                () -> dashboard.post("/v1/subscriptions/" + subscriptionOf(member), "metadata[seats]", "3"),
                () -> subscriptions()
                        .change(subscriptionOf(member), new CancelAtPeriodEnd(Optional.empty()), Optional.empty())
                        .orThrow(),
                () -> refund(pay(customerOf(member))),
                () -> subscriptions()
                        .cancelNow(subscriptionOf(member), Optional.empty())
                        .orThrow(),
                () -> dashboard.post("/v1/customers/" + customerOf(member), "name", "Grace"));
    }

    private Subscriptions subscriptions() {
        return billing.get(Billing.class).subscriptions();
    }

    private String customerOf(Billable member) {
        return billing.get(Billing.class).customers().getOrCreate(member).id();
    }

    private String subscriptionOf(Billable member) {
        return subscriptions().of(member.ref()).get(0).id();
    }

    private String pay(String customer) {
        return dashboard
                .post(
                        "/v1/payment_intents",
                        "amount",
                        "1500",
                        "currency",
                        "eur",
                        "customer",
                        customer,
                        "payment_method",
                        "pm_card_visa",
                        "confirm",
                        "true",
                        "return_url",
                        "https://example.com")
                .getString("id");
    }

    private void refund(String intent) {
        dashboard.post("/v1/refunds", "payment_intent", intent, "amount", "500");
    }

    /** Takes a step a few seconds later, and gives the numbers of the events that it led to. */
    List<Integer> take(Runnable step) {
        billing.time().moveTo(billing.time().now().plus(Duration.ofSeconds(2)));
        step.run();
        int before = said.size();
        said.addAll(
                dashboard.eventsSince(before == 0 ? "" : said.get(before - 1).getString("id")));
        List<Integer> numbers = new ArrayList<>();
        for (int i = before; i < said.size(); i++) {
            numbers.add(i);
        }
        return numbers;
    }

    void hear(int event) {
        Receipt receipt = billing.hand("stripe", said.get(event));
        assertThat(receipt).isEqualTo(heard.add(event) ? Receipt.ACCEPTED : Receipt.DUPLICATE);
    }

    void work() {
        billing.drain();
    }

    /** Hears what was not heard yet, in whatever order, and works all of it off. */
    void finish(Random random) {
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (!heard.contains(i)) {
                late.add(i);
            }
        }
        Collections.shuffle(late, random);
        late.forEach(this::hear);
        Remains.finish(billing);
    }

    List<String> rows() {
        return Remains.rows(billing);
    }

    /** What somebody has in the end who gave no command and heard everything in order. */
    List<String> rowsOfAListener() {
        try (TestBilling listener =
                TestBilling.on(TestDatabase.H2).wire(own -> billing.stripe()).start()) {
            for (JsonObject event : said) {
                listener.hand("stripe", event);
                listener.drain();
            }
            Remains.finish(listener);
            return Remains.rows(listener);
        }
    }

    /** Each event and each command is one fact, and nothing is left to do. */
    void assertOneFactEach() {
        assertThat(billing.count("ledger_facts", "cause_type = 'EVENT'")).isEqualTo(said.size());
        assertThat(billing.count("webhook_events", "state <> 'PROCESSED'")).isZero();
        assertThat(billing.count("ledger_facts", "cause_type = 'OPERATION'"))
                .isEqualTo(billing.count("operations", "state = 'DONE'"));
        assertThat(billing.count("operations", "state <> 'DONE'")).isZero();
        assertThat(said).extracting(event -> Json.text(event, "id")).doesNotHaveDuplicates();
    }

    @Override
    public void close() {
        billing.close();
    }
}
