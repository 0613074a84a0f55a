package dev.accrue.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where automatic tax is, where it stopped, and how it goes on.
 *
 * @see <a href="https://docs.stripe.com/tax/customer-locations#invoice-finalization-errors">Stripe: invoice
 *     finalization errors</a>
 */
class TaxRolloutTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Billable LEGACY = () -> new BillableRef("organisation", "legacy");
    private static final TaxLocation BERLIN = TaxLocation.at(Address.in("DE"));
    private static final Subscribe WISH = Subscribe.to("price_basic_monthly").payingWith("pm_card_visa");

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);
    private Subscription taxed;
    private Subscription untaxed;

    @BeforeEach
    void oneWithAutomaticTaxAndOneFromBefore() {
        billing.start();
        untaxed = subscribe(LEGACY, WISH);
        billing.get(Billing.class).customers().getOrCreate(ACME);
        taxes().updateLocation(ACME.ref(), BERLIN);
        taxed = subscribe(ACME, WISH.withAutomaticTax());
        billing.settle();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    void theRolloutIsCountedAndListed() {
        assertThat(taxes().counts()).isEqualTo(new TaxCounts(1, 1, 0, 1));
        assertThat(taxes().running(TaxState.ON, Optional.empty(), 10))
                .containsExactly(new SubscriptionTax(taxed.id(), taxed.customerId(), TaxState.ON, Optional.of("DE")));
        assertThat(taxes().running(TaxState.OFF, Optional.empty(), 10))
                .extracting(SubscriptionTax::subscriptionId)
                .containsExactly(untaxed.id());
        assertThat(taxes().running(TaxState.OFF, Optional.of(untaxed.id()), 10)).isEmpty();
    }

    @Test
    @Shows("subscription.resume_tax")
    void whatStripeStoppedGoesOnOnceTheLocationIsSet() {
        renewWithoutLocation(Duration.ofDays(1));
        assertThat(taxes().counts().stopped()).isEqualTo(1);
        assertThat(taxes().unplacedInvoices(10))
                .extracting(InvoiceTax::isMendable)
                .containsExactly(false);

        taxes().updateLocation(ACME.ref(), BERLIN);
        taxes().resume(taxed.id(), Optional.empty());

        assertThat(taxes().running(TaxState.ON, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    @Shows("subscription.resume_tax")
    void withoutALocationItDoesNotGoOn() {
        renewWithoutLocation(Duration.ofDays(1));

        assertThatThrownBy(() -> taxes().resume(taxed.id(), Optional.empty()))
                .isInstanceOf(TaxLocationInvalidException.class);
    }

    @Test
    @Shows("subscription.resume_tax")
    void nothingSwitchesItOnWhereItNeverWas() {
        wire.forget();

        assertThatThrownBy(() -> taxes().resume(untaxed.id(), Optional.empty()))
                .isInstanceOfSatisfying(
                        TaxNotStoppedException.class, e -> assertThat(e.state()).isEqualTo(TaxState.OFF));
        assertThat(wire.count("POST", "/v1/subscriptions/" + untaxed.id())).isZero();
    }

    @Test
    @Shows("invoice.finalize")
    void aDraftThatWaitsForALocationIsFinalisedAgain() {
        String draft = stuckDraft();
        assertThat(taxes().unplacedInvoices(10)).containsExactly(new InvoiceTax(draft, taxed.customerId(), true));
        assertThatThrownBy(() -> taxes().finalise(draft, Optional.empty()))
                .isInstanceOf(TaxLocationInvalidException.class);

        taxes().updateLocation(ACME.ref(), BERLIN);
        taxes().finalise(draft, Optional.empty());

        assertThat(taxes().unplacedInvoices(10)).isEmpty();
        assertThat(invoice(draft).tax().isPositive()).isTrue();
    }

    @Test
    @Shows("invoice.untax")
    void aDraftWhoseCustomerHasNoLocationGoesOutUntaxed() {
        String draft = stuckDraft();

        taxes().untax(draft, Optional.empty());
        taxes().finalise(draft, Optional.empty());

        assertThat(invoice(draft).isOpen() || invoice(draft).isPaid()).isTrue();
        assertThat(invoice(draft).tax().isZero()).isTrue();
        assertThat(taxes().unplacedInvoices(10)).isEmpty();
    }

    @Test
    @Shows("invoice.untax")
    void aDraftThatWaitsForNothingKeepsItsTax() {
        String paid = taxed.latestInvoice().orElseThrow();

        assertThatThrownBy(() -> taxes().untax(paid, Optional.empty())).isInstanceOf(NoSuchObjectException.class);
    }

    /** As when Stripe's own reckoning failed: said by its answers alone, since the simulator's never fails. */
    @Test
    void aDraftWhoseTaxStripeFailedToReckonIsListedAndFinalisedAgain() {
        wire.rewriting(text -> text.replace("requires_location_inputs", "failed")
                .replace("customer_tax_location_invalid", "tax_failed"));
        String draft = stuckDraft();
        assertThat(taxes().unplacedInvoices(10)).containsExactly(new InvoiceTax(draft, taxed.customerId(), true));
        wire.rewriting(text -> text);
        taxes().updateLocation(ACME.ref(), BERLIN);

        taxes().finalise(draft, Optional.empty());

        assertThat(taxes().unplacedInvoices(10)).isEmpty();
    }

    @Test
    @Shows("invoice.finalize")
    void anInvoiceThatWaitsForNothingIsLeftAlone() {
        String paid = taxed.latestInvoice().orElseThrow();

        assertThatThrownBy(() -> taxes().finalise(paid, Optional.empty())).isInstanceOf(NoSuchObjectException.class);
    }

    private String stuckDraft() {
        renewWithoutLocation(Duration.ZERO);
        String draft = billing.get(Billing.class)
                .subscriptions()
                .find(taxed.id())
                .flatMap(Subscription::latestInvoice)
                .orElseThrow();
        new Dashboard(billing.stripe()).refused("/v1/invoices/" + draft + "/finalize");
        billing.settle();
        return draft;
    }

    private Invoice invoice(String id) {
        return billing.get(Billing.class).invoices().find(id).orElseThrow();
    }

    private void renewWithoutLocation(Duration after) {
        new Dashboard(billing.stripe()).post("/v1/customers/" + taxed.customerId(), "address", "");
        billing.time().moveTo(taxed.periodEnd().orElseThrow().plusSeconds(60).plus(after));
        billing.stripe().passTime();
        billing.settle();
    }

    private Subscription subscribe(Billable owner, Subscribe wish) {
        return billing.get(Billing.class).subscriptions().subscribe(owner, wish).orThrow();
    }

    private Taxes taxes() {
        return billing.get(Billing.class).taxes();
    }
}
