package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.ProbedWire.Break;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.money.Money;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a preview promised is held against what came of it, whoever lives to see it. */
class PreviewPromisesTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Optional<String> FORM = Optional.of("form-1");
    private static final Figures DEARER = new Figures(
            Money.ofMinor(1, "eur"), Money.ofMinor(2, "eur"), Money.ofMinor(0, "eur"), Money.ofMinor(3, "eur"));

    private final ProbedWire wire = new ProbedWire();
    private TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);

    @AfterEach
    void stop() {
        billing.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("subscription.swap")
    void recoveryWritesTheDifferenceDownOnceWhenTheProcessDiedAfterStripesAnswer(TestDatabase kind) {
        billing = TestBilling.on(kind).wire(wire::over);
        Subscription running = aSubscription();
        String token = promisingOtherwise(swap(running, Proration.ALWAYS_INVOICE));
        wire.breakNext(Break.DEATH);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(ProbedWire.Death.class);
        restart();

        billing.recover();
        billing.recover();
        apply(running, token);

        assertThat(differences(running)).singleElement().satisfies(fact -> {
            assertThat(fact.detail().getJsonObject("previewed")).isEqualTo(DEARER.json());
            assertThat(fact.detail().getJsonObject("resulted").getInt("total")).isPositive();
            assertThat(fact.detail()).containsKey("invoice");
            assertThat(fact.operationId()).isEqualTo(FORM);
        });
        assertThat(openPromises()).isZero();
    }

    @Test
    void recoveryIsSilentWhenItCameAsPromised() {
        Subscription running = aSubscription();
        String token = swap(running, Proration.ALWAYS_INVOICE).token();
        wire.breakNext(Break.DEATH);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(ProbedWire.Death.class);
        restart();

        billing.recover();

        assertThat(differences(running)).isEmpty();
        assertThat(openPromises()).isZero();
    }

    @Test
    void recoveryLooksAgainWhenTheProcessDiedWhileItCompared() {
        Subscription running = aSubscription();
        String token = promisingOtherwise(swap(running, Proration.NONE));
        wire.breakAfter(1, Break.DEATH);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(ProbedWire.Death.class);
        restart();

        passAMoment();
        billing.recover();
        apply(running, token);

        assertThat(differences(running)).hasSize(1);
        assertThat(openPromises()).isZero();
    }

    @Test
    void whatCouldNotBeReadIsReadLater() {
        Subscription running = aSubscription();
        leaveUncompared(running);
        assertThat(differences(running)).isEmpty();

        passAMoment();
        billing.recover();

        assertThat(differences(running)).hasSize(1);
    }

    @Test
    @Shows("subscription.create")
    void aNewSubscriptionIsComparedByRecoveryToo() {
        billing.start();
        String token = promisingOtherwise(previews()
                .ofSubscribing(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa")));
        wire.breakAfter(1, Break.AFTER);
        assertThatThrownBy(() -> previews().subscribe(ACME, token, FORM)).isInstanceOf(OutcomePendingException.class);

        billing.recover();

        Subscription made = previews().subscribe(ACME, token, FORM).orThrow();
        assertThat(differences(made)).hasSize(1);
    }

    @Test
    void whatSomebodyChangedSinceSaysNothingAboutThePreview() {
        Subscription running = aSubscription();
        leaveUncompared(running);
        billing.get(Billing.class)
                .subscriptions()
                .change(running.id(), new SetQuantity(item(running), 3, Proration.NONE), Optional.empty())
                .orThrow();

        passAMoment();
        billing.recover();

        assertThat(differences(running)).isEmpty();
        assertThat(openPromises()).isZero();
    }

    @Test
    void aRenewalThatCameSinceSaysNothingAboutThePreview() {
        Subscription running = aSubscription();
        leaveUncompared(running);
        billing.time().moveTo(running.periodEnd().orElseThrow().plus(Duration.ofHours(2)));
        billing.stripe().passTime();
        billing.settle();

        passAMoment();
        billing.recover();

        assertThat(differences(running)).isEmpty();
        assertThat(openPromises()).isZero();
    }

    @Test
    void whatSomebodyMadeOfItAtStripeSinceSaysNothingAboutThePreview() {
        Subscription running = aSubscription();
        String token = swap(running, Proration.ALWAYS_INVOICE).token();
        wire.breakNext(Break.DEATH);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(ProbedWire.Death.class);
        restart();
        atStripe(
                running,
                "items[0][id]",
                item(running),
                "items[0][quantity]",
                "3",
                "proration_behavior",
                "always_invoice");

        billing.recover();

        assertThat(differences(running)).isEmpty();
        assertThat(openPromises()).isZero();
    }

    @Test
    void anEndAtStripeSinceSaysNothingAboutThePreview() {
        Subscription running = aSubscription();
        leaveUncompared(running);
        dashboard().delete("/v1/subscriptions/" + running.id());

        passAMoment();
        billing.recover();

        assertThat(differences(running)).isEmpty();
    }

    @Test
    void aWordAboutItAtStripeHidesNoDifference() {
        Subscription running = aSubscription();
        leaveUncompared(running);
        atStripe(running, "metadata[note]", "called");

        passAMoment();
        billing.recover();

        assertThat(differences(running)).hasSize(1);
    }

    @Test
    void whatWasChangedAtStripeBeforeHidesNoDifference() {
        Subscription running = aSubscription();
        atStripe(running, "items[0][id]", item(running), "items[0][quantity]", "3");
        billing.settle();
        leaveUncompared(running);

        passAMoment();
        billing.recover();

        assertThat(differences(running)).hasSize(1);
    }

    @Test
    void whatTheCustomerHasToTheirCreditSinceSaysNothingAboutThePreviewOfARenewal() {
        Subscription running = aSubscription();
        leaveUncompared(running, swap(running, Proration.NONE).token());
        giveCredit(running);

        passAMoment();
        billing.recover();

        assertThat(differences(running)).isEmpty();
    }

    @Test
    void creditHidesNoDifferenceOfTheTotal() {
        Subscription running = aSubscription();
        leaveUncompared(running);
        giveCredit(running);

        passAMoment();
        billing.recover();

        assertThat(differences(running))
                .singleElement()
                .satisfies(fact -> assertThat(
                                fact.detail().getJsonObject("resulted").getInt("starting_balance"))
                        .isNegative());
    }

    @Test
    void whatWasInvoicedAtOnceIsDueAsShownWhateverCreditCameSince() {
        Subscription running = aSubscription();
        Preview preview = swap(running, Proration.ALWAYS_INVOICE);
        String token = promising(
                preview,
                figures -> new Figures(
                        figures.subtotal(), figures.total(), figures.startingBalance(), Money.ofMinor(3, "eur")));
        wire.breakNext(Break.DEATH);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(ProbedWire.Death.class);
        restart();
        giveCredit(running);

        billing.recover();

        assertThat(differences(running)).hasSize(1);
    }

    @Test
    void nothingIsPromisedOfWhatNeverHappened() {
        Subscription running = aSubscription();
        String token = swap(running, Proration.ALWAYS_INVOICE).token();
        wire.breakNext(Break.BEFORE);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(OutcomePendingException.class);
        assertThat(openPromises()).isEqualTo(1);

        passAMoment();
        billing.recover();

        assertThat(openPromises()).isZero();
    }

    @Test
    void whatCanBeReadWithinAnHourIsCompared() {
        Subscription running = aSubscription();
        leaveUncompared(running);

        grow(Duration.ofMinutes(59));
        billing.recover();

        assertThat(differences(running)).hasSize(1);
    }

    @Test
    void whatCouldNotBeReadWithinAnHourIsLetGo() {
        Subscription running = aSubscription();
        leaveUncompared(running);

        grow(Duration.ofMinutes(61));
        billing.recover();

        assertThat(differences(running)).isEmpty();
        assertThat(openPromises()).isZero();
    }

    @Test
    void whatIsFoundToHaveHappenedMoreThanAnHourAgoIsLetGo() {
        Subscription running = aSubscription();
        String token = promisingOtherwise(swap(running, Proration.ALWAYS_INVOICE));
        wire.breakNext(Break.AFTER);
        assertThatThrownBy(() -> apply(running, token)).isInstanceOf(OutcomePendingException.class);

        grow(Duration.ofMinutes(61));
        billing.recover();

        apply(running, token);
        assertThat(differences(running)).isEmpty();
        assertThat(openPromises()).isZero();
    }

    private Subscription aSubscription() {
        billing.start();
        Subscription made = billing.get(Billing.class)
                .subscriptions()
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        billing.time().moveTo(billing.time().now().plus(Duration.ofDays(12)));
        return made;
    }

    private Preview swap(Subscription subscription, Proration proration) {
        return previews().ofChange(subscription.id(), new Swap(item(subscription), "price_pro_monthly", proration));
    }

    private static String item(Subscription subscription) {
        return subscription.items().get(0).id();
    }

    /** As if Stripe reckoned otherwise in the preview than it will in the invoice. */
    private String promisingOtherwise(Preview preview) {
        return promising(preview, figures -> DEARER);
    }

    private String promising(Preview preview, UnaryOperator<Figures> otherwise) {
        Seal seal = billing.get(Seal.class);
        JsonObject ticket = seal.open(preview.token()).orElseThrow();
        Figures figures = Figures.of(ticket.getJsonObject("figures"));
        return seal.seal(Json.object(ticket)
                .add("figures", otherwise.apply(figures).json())
                .build());
    }

    private void atStripe(Subscription subscription, String... change) {
        dashboard().post("/v1/subscriptions/" + subscription.id(), change);
    }

    private void giveCredit(Subscription subscription) {
        dashboard()
                .post(
                        "/v1/customers/" + subscription.customerId() + "/balance_transactions",
                        "amount",
                        "-500",
                        "currency",
                        "eur");
    }

    private Dashboard dashboard() {
        return new Dashboard(billing.stripe());
    }

    /** Changes it, while what the renewal costs from then on cannot be read. */
    private void leaveUncompared(Subscription subscription) {
        leaveUncompared(subscription, promisingOtherwise(swap(subscription, Proration.NONE)));
    }

    private void leaveUncompared(Subscription subscription, String token) {
        wire.breakAfter(1, Break.AFTER);
        apply(subscription, token);
    }

    private Subscription apply(Subscription subscription, String token) {
        return previews().apply(subscription.id(), token, FORM).orThrow();
    }

    private Previews previews() {
        return billing.get(Billing.class).previews();
    }

    private List<Fact> differences(Subscription subscription) {
        return billing.get(Ledger.class).timeline(subscription.key(), 100).stream()
                .filter(fact -> fact.type().equals(PreviewComparison.DIFFERED))
                .toList();
    }

    private long openPromises() {
        return billing.count("operation_promises", "1 = 1");
    }

    /** Long enough that whoever would have compared is dead. */
    private void passAMoment() {
        billing.database()
                .doInTransaction(tx -> tx.update("update #operation_promises set check_at ="
                        + " (select started_at from #operations where id = operation)"));
    }

    /** As if the operations had been asked for so long ago. */
    private void grow(Duration old) {
        passAMoment();
        billing.database()
                .doInTransaction(tx -> tx.update(
                        "update #operations set started_at = ?", Instant.now().minus(old)));
    }

    private void restart() {
        billing.stop();
        billing.start();
    }
}
