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

/** Customers of the shop look at what another plan costs, and take it, with a browser. */
@Tag("any-database") // what pages say does not depend on the database: once is enough
@ExtendWith(ArquillianExtension.class)
class ChangePlanIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PAY = "Subscribe and pay";
    private static final String VISA = "pm_card_visa";
    private static final String BANK_ASKS_EACH_TIME = "pm_card_authenticationRequired";
    private static final String BANK_ASKS_AND_DECLINES =
            "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds";
    private static final String DECLINED = "pm_card_chargeCustomerFail";
    private static final String CONFIRM = "Confirm";

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
    void anUpgradeIsShownFirstAndPaidForWhenItIsConfirmed() {
        has(BASIC);

        Page preview = looksAt(PRO);
        assertThat(preview.text()).contains("Due now", "Due when it renews", "EUR 29.00");
        assertThat(shopper.account()).contains("<h3>Basic</h3>");

        assertThat(preview.press(CONFIRM).text()).contains("Pro");
        sees("active", "paid", "paid");
    }

    @Test
    void aConfirmationThatIsSentTwiceIsPaidOnce() {
        has(BASIC);
        Page preview = looksAt(PRO);

        preview.press(CONFIRM);
        preview.press(CONFIRM);

        sees("active", "paid", "paid");
    }

    @Test
    void aDowngradeWaitsForTheEndOfThePeriodAndCostsLessFromThenOn() {
        has(PRO);

        Page preview = looksAt(BASIC);
        assertThat(preview.text()).contains("You keep Pro", "nothing is paid back", "EUR 0.00", "EUR 9.00");
        preview.press(CONFIRM);

        sees("active", "paid");
        assertThat(shopper.account()).contains("<h3>Pro</h3>", "on it is Basic");
        shopper.moveTheClockAMonth();
        sees("active", "paid", "paid");
        assertThat(shopper.account())
                .contains("<h3>Basic</h3>", "<strong>EUR 9.00</strong>")
                .doesNotContain("on it is Basic", "Unused time");
    }

    @Test
    void aDowngradeIsTakenBackBeforeItBegins() {
        has(PRO);
        looksAt(BASIC).press(CONFIRM);
        assertThat(shopper.manage().press("Use this card", "choice", VISA).text())
                .contains("Keep Pro");

        shopper.manage().press("Keep Pro");

        assertThat(shopper.account()).contains("<h3>Pro</h3>").doesNotContain("on it is Basic");
        shopper.moveTheClockAMonth();
        sees("active", "paid", "paid");
        assertThat(shopper.account()).doesNotContain("EUR 9.00");
    }

    @Test
    void moreSeatsAreAnotherQuantity() {
        has(TEAM);

        looksAt(TEAM, "seats", "4").press(CONFIRM);

        assertThat(shopper.account()).contains("Team, 4 seats");
    }

    @Test
    void aDeclinedCardLeavesEverythingAsItWas() {
        has(BASIC);
        shopper.manage().press("Use this card", "choice", DECLINED);

        assertThat(looksAt(PRO).press(CONFIRM).text()).contains("The card was declined.", "you keep Basic");

        sees("active", "closed", "paid");
        assertThat(shopper.account()).contains("<h3>Basic</h3>");
    }

    @Test
    void aBankThatAsksIsAnsweredBeforeThePlanChanges() {
        shopper.pay(BANK_ASKS_EACH_TIME).press("Yes, it was me");
        sees("active", "paid");

        Page bank = looksAt(PRO).press(CONFIRM);
        assertThat(bank.text()).contains("Your bank");
        assertThat(shopper.account()).contains("<h3>Basic</h3>");
        bank.press("Yes, it was me");

        sees("active", "paid", "paid");
        assertThat(shopper.account()).contains("<h3>Pro</h3>");
    }

    @Test
    void aCardThatIsDeclinedAfterTheBanksQuestionLeavesEverythingAsItWas() {
        has(BASIC);
        shopper.manage().press("Use this card", "choice", BANK_ASKS_AND_DECLINES);

        Page declined = looksAt(PRO).press(CONFIRM).press("Yes, it was me");

        assertThat(declined.text()).contains("There is not enough money on the card", "you keep Basic");
        assertThat(shopper.account()).contains("<h3>Basic</h3>");
    }

    @Test
    void whoSaysNoToTheBankKeepsWhatTheyHave() {
        shopper.pay(BANK_ASKS_EACH_TIME).press("Yes, it was me");
        sees("active", "paid");

        assertThat(looksAt(PRO).press(CONFIRM).press("No").text()).contains("Nothing has changed: you keep Basic");

        sees("active", "closed", "paid");
    }

    @Test
    void aPreviewThatIsNoLongerTrueIsShownAnew() {
        has(BASIC);
        Page preview = looksAt(PRO);
        shopper.manage().press("Cancel at the end of the period");

        Page anew = preview.press(CONFIRM);

        assertThat(anew.text()).contains("Something has changed since you looked", "Due now");
        assertThat(anew.press(CONFIRM).text()).contains("Pro");
    }

    @Test
    void aPreviewOfWhatTheCustomerHasMeanwhileShowsNoAmounts() {
        has(BASIC);
        Page preview = looksAt(PRO);
        looksAt(PRO).press(CONFIRM);

        Page none = preview.press(CONFIRM);

        assertThat(none.text())
                .contains("That is what you have already")
                .doesNotContain("These are the amounts now", "Due now");
    }

    @Test
    void onlyAPreviewThatIsAppliedIsGoodForAWhile() {
        has(PRO);

        assertThat(looksAt(TEAM, "seats", "5").text()).contains("good for fifteen minutes");
        assertThat(looksAt(BASIC).text()).contains("as things are now").doesNotContain("fifteen minutes");
    }

    @Test
    void aPlaceThatStripeDoesNotKnowIsSaidSoAndOneThatItKnowsIsTaxed() {
        Page again = shopper.open("details.xhtml").press("Save", "country", "US");
        assertThat(again.text()).contains("The United States need a postal code");

        again.press("Save", "country", "DE");
        has(BASIC);

        sees("active", "paid");
        assertThat(shopper.account()).contains("EUR 10.71", "EUR 1.71");
    }

    private void has(String price) {
        shopper.chooses(price).press(PAY, "card", VISA);
        sees("active", "paid");
    }

    private Page looksAt(String price, String... more) {
        String[] fields = new String[more.length + 2];
        fields[0] = "plan";
        fields[1] = price;
        System.arraycopy(more, 0, fields, 2, more.length);
        return shopper.open(
                        "change.xhtml?subscription=" + shopper.subscriptions().get(0))
                .press("See what it costs", fields);
    }

    /** In any order: a clock that stands still gives several invoices the same time. */
    private void sees(String... states) {
        await().atMost(SOON).untilAsserted(() -> assertThat(shopper.states()).containsExactlyInAnyOrder(states));
    }
}
