package dev.accrue.billing.suite.shop;

import static dev.accrue.billing.suite.Shopper.BASIC;
import static dev.accrue.billing.suite.Shopper.PRO;
import static dev.accrue.billing.suite.Shopper.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Page;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Shopper;
import java.net.URL;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Customers of the shop try, pause, cancel, and change their minds, with a browser. */
@Tag("any-database") // what pages say does not depend on the database: once is enough
@ExtendWith(ArquillianExtension.class)
class JourneysIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String VISA = "pm_card_visa";
    private static final String NO_CARD = "none";
    private static final String DECLINED = "pm_card_chargeCustomerFail";
    private static final String BANK_ASKS_ONCE = "pm_card_authenticationRequiredOnSetup";
    private static final String BANK_ASKS_EACH_TIME = "pm_card_authenticationRequired";
    private static final String BANK_ASKS_AND_DECLINES =
            "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds";
    private static final String LATER = "Cancel at the end of the period";
    private static final String OPEN = "your notebook is open";
    private static final String CLOSED = "Your notes are closed";

    @ArquillianResource
    private URL url;

    private Server server;
    private Shopper shopper;

    @Deployment(testable = false)
    static WebArchive host() {
        return HostArchive.war();
    }

    @BeforeEach
    void comeIn() {
        server = Server.at(url);
        server.awaitQuiet();
        shopper = Shopper.newcomer(server);
    }

    @Test
    void aTrialWithoutACardSaysWhenItEndsByItselfAndDoes() {
        shopper.tries(NO_CARD);

        sees("trial", "paid");
        assertThat(shopper.account()).contains("Then it ends by itself", "EUR 0.00");
        assertThat(shopper.notes()).contains(OPEN);
        shopper.moveTheClockAMonth();
        sees("ended", "paid");
    }

    @Test
    void aTrialThatIsGivenACardGoesOnAndIsPaidFor() {
        shopper.tries(NO_CARD);

        assertThat(shopper.manage().press("Use this card", "choice", VISA).text())
                .contains("the first payment is taken from your card");
        shopper.moveTheClockAMonth();

        sees("active", "paid", "paid");
        assertThat(shopper.account()).contains("EUR 29.00");
    }

    @Test
    void aTrialWhoseBankAsksIsConfirmedAtOnceAndPaidForLater() {
        Page bank = shopper.tries(BANK_ASKS_ONCE);

        assertThat(bank.text()).contains("Your bank", "after the trial");
        bank.press("Yes, it was me");
        sees("trial", "paid");
        shopper.moveTheClockAMonth();

        sees("active", "paid", "paid");
    }

    @Test
    void whoSaysNoToTheBankTriesAllTheSame() {
        Page manage = shopper.tries(BANK_ASKS_ONCE).press("No");

        assertThat(manage.text()).contains("trial", "Use this card");
        sees("trial", "paid");
    }

    @Test
    void aQuestionAboutTheCardOfATrialIsAskedAgainUntilItIsAnswered() {
        shopper.tries(BANK_ASKS_ONCE);

        Page bank = shopper.manage();
        assertThat(bank.text()).contains("Your bank", "after the trial");
        assertThat(bank.press("Yes, it was me").text()).doesNotContain("Your bank");
        shopper.moveTheClockAMonth();

        sees("active", "paid", "paid");
    }

    @Test
    void whoGivesATrialAnotherCardIsNotAskedAboutTheFirst() {
        shopper.tries(BANK_ASKS_ONCE);

        assertThat(shopper.manage().press("Use this card", "choice", VISA).text())
                .doesNotContain("Your bank");
    }

    @Test
    void aTrialIsForNewcomers() {
        shopper.pay(VISA);

        assertThat(shopper.chooses(PRO + "&trial=true").text()).contains("Subscribe and pay");
    }

    @Test
    void aTeamPaysByTheSeatAndAVoucherTakesAFifthOff() {
        shopper.chooses(TEAM).press("Subscribe and pay", "card", VISA, "seats", "5", "voucher", "WELCOME");

        sees("active", "paid");
        assertThat(shopper.account()).contains("Team, 5 seats", "EUR 48.00");
    }

    @Test
    void seatsAndVoucherAreReckonedInBeforeTheyArePaidAndByTheBank() {
        Page order = shopper.chooses(TEAM);
        String[] five = {"card", BANK_ASKS_EACH_TIME, "seats", "5", "voucher", "WELCOME"};

        assertThat(order.press("See what it costs", five).text()).contains("<strong>EUR 48.00</strong> today");
        assertThat(shopper.subscriptions()).isEmpty();

        assertThat(order.press("Subscribe and pay", five).text())
                .contains("Did you just buy Team, 5 seats for EUR 48.00?");
    }

    @Test
    void aTrialSaysWhatTheVoucherLeavesOfItsFirstPayment() {
        Page order = shopper.chooses(PRO + "&trial=true");
        String[] voucher = {"card", BANK_ASKS_ONCE, "voucher", "WELCOME"};

        assertThat(order.press("See what it costs", voucher).text())
                .contains("<strong>EUR 0.00</strong> today")
                .contains("first payment is taken from the card");
        assertThat(order.press("Start the trial", voucher).text())
                .contains("Did you agree that your card pays EUR 23.20 for Pro after the trial?");
    }

    @Test
    void aVoucherThatDoesNotExistIsSaidSo() {
        Page again = shopper.chooses(BASIC).press("Subscribe and pay", "card", VISA, "voucher", "FREE");

        assertThat(again.text()).contains("There is no voucher FREE");
        again.press("Subscribe and pay", "card", VISA, "voucher", "");
        sees("active", "paid");
    }

    @Test
    void aFirstPaymentThatWasDeclinedIsMadeLaterWithAnotherCard() {
        shopper.pay(DECLINED);

        Page declined = shopper.manage().press("Pay now", "choice", DECLINED);
        assertThat(declined.text()).contains("The card was declined");
        assertThat(declined.press("Pay now", "choice", VISA).text()).contains("active");

        sees("active", "paid");
    }

    @Test
    void aCardThatIsDeclinedAfterTheBanksQuestionIsSaidSoAndAnotherOnePays() {
        Page bank = shopper.pay(BANK_ASKS_AND_DECLINES);

        Page declined = bank.press("Yes, it was me");
        assertThat(messages(declined)).isEqualTo("There is not enough money on the card. Choose another one.");

        Page again = shopper.manage()
                .press("Pay now", "choice", BANK_ASKS_AND_DECLINES)
                .press("Yes, it was me");
        assertThat(messages(again)).isEqualTo("There is not enough money on the card. Choose another one.");
        again.press("Pay now", "choice", VISA);

        sees("active", "paid");
    }

    @Test
    void whoSaysNoToTheBankIsToldThatNothingIsPaid() {
        assertThat(messages(shopper.pay(BANK_ASKS_EACH_TIME).press("No")))
                .isEqualTo("The bank did not confirm the payment. Choose another way to pay.");
    }

    @Test
    void aCardThatWasReportedLostIsDeclinedLikeAnyOther() {
        Page declined = shopper.pay("pm_card_chargeDeclinedLostCard");

        assertThat(messages(declined)).isEqualTo("The card was declined. Choose another one.");
    }

    @Test
    void aQuestionOfTheBanksThatNobodyAnsweredIsAskedAgain() {
        shopper.pay(BANK_ASKS_EACH_TIME);

        Page bank = shopper.manage().press("Pay now", "choice", BANK_ASKS_EACH_TIME);
        assertThat(bank.text()).contains("Did you just agree to pay EUR 9.00?");
        bank.press("Yes, it was me");

        sees("active", "paid");
    }

    @Test
    void whatIsPastDueIsPaidAtOnceWithAnotherCard() {
        shopper.pay(VISA);
        shopper.manage().press("Use this card", "choice", DECLINED);
        shopper.moveTheClockAMonth();
        sees("past due", "open", "paid");

        assertThat(shopper.manage().press("Pay with this card", "choice", VISA).text())
                .contains("active");

        sees("active", "paid", "paid");
    }

    @Test
    void whoPausesFindsTheNotesClosedUntilTheyGoOn() {
        shopper.pay(VISA);

        Page paused = shopper.manage().press("Pause");

        assertThat(paused.text()).contains("paused", "Nothing is charged until you go on");
        assertThat(shopper.notes()).contains(CLOSED, "Basic is paused");
        assertThat(paused.press("Go on now").text()).contains("active");
        assertThat(shopper.notes()).contains(OPEN);
    }

    @Test
    void aPauseIsWithoutCharge() {
        shopper.pay(VISA);
        String untilInThreeMonths = shopper.manage().lastOption("until");

        shopper.manage().press("Pause", "until", untilInThreeMonths);
        sees("paused", "paid");

        shopper.moveTheClockAMonth();
        sees("paused", "closed", "paid");
    }

    @Test
    void whoCancelsKeepsWhatIsPaidForAndMayStay() {
        shopper.pay(VISA);

        Page ending = shopper.manage().press(LATER, "feedback", "TOO_EXPENSIVE");

        assertThat(ending.text()).contains("ending", "is not charged again").doesNotContain(LATER);
        assertThat(shopper.notes()).contains(OPEN);
        assertThat(ending.press("Keep it").text()).contains("active", LATER);
        shopper.moveTheClockAMonth();
        sees("active", "paid", "paid");
    }

    @Test
    void whoCanceledIsGoneWhenThePeriodEnds() {
        shopper.pay(VISA);
        shopper.manage().press(LATER);

        shopper.moveTheClockAMonth();

        sees("ended", "paid");
        assertThat(shopper.notes()).contains(CLOSED, "Basic is ended");
    }

    @Test
    void aFormThatIsSentTwiceIsDoneOnce() {
        shopper.pay(VISA);
        Page manage = shopper.manage();

        manage.press(LATER);
        Page again = manage.press(LATER);

        assertThat(again.text()).contains("ending").doesNotContain("no longer possible");
        assertThat(server.ask("select count(*) from #operations where kind = 'subscription.cancel_at_period_end'"
                        + " and subject_id = '" + shopper.subscriptions().get(0) + "'"))
                .containsExactly("1");
    }

    @Test
    void aFormThatIsNoLongerTrueIsRefusedAndShowsHowThingsAre() {
        shopper.pay(VISA);
        Page old = shopper.manage();
        shopper.cancel();

        Page now = old.press("Pause");

        assertThat(now.text())
                .contains("That is no longer possible", "Ended on")
                .doesNotContain("Cancel now");
    }

    @Test
    void aSubscriptionOfSomebodyElseLeadsBackToTheOwnAccount() {
        shopper.pay(VISA);
        String theirs = shopper.subscriptions().get(0);

        Page page = Shopper.newcomer(server).open("manage.xhtml?subscription=" + theirs);

        assertThat(page.path()).endsWith("/account.xhtml");
        assertThat(page.text()).doesNotContain(theirs);
    }

    @Test
    void whoHasNoPlanFindsTheNotesClosed() {
        assertThat(shopper.notes()).contains(CLOSED, "You have no plan yet");
    }

    private static String messages(Page page) {
        return page.text()
                .replaceFirst("(?s).*class=\"messages\".*?<li[^>]*>", "")
                .replaceFirst("(?s)</li>.*", "")
                .strip();
    }

    private void sees(String... states) {
        await().atMost(SOON).untilAsserted(() -> assertThat(shopper.states()).containsExactly(states));
    }
}
