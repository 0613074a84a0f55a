package dev.accrue.billing.suite.shop;

import static dev.accrue.billing.suite.Shopper.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Page;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Shopper;
import dev.accrue.billing.suite.StripeClient;
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

/** Customers of the shop subscribe, pay, confirm, and leave, with a browser. */
@Tag("any-database") // what pages say does not depend on the database: once is enough
@ExtendWith(ArquillianExtension.class)
class SubscribeIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ArquillianResource
    private URL url;

    private Server server;
    private StripeClient stripe;

    @Deployment(testable = false)
    static WebArchive host() {
        return HostArchive.war();
    }

    @BeforeEach
    void find() {
        server = Server.at(url);
        stripe = new StripeClient(server);
        server.awaitQuiet();
    }

    @Test
    void thePlansAreThereForEverybody() {
        assertThat(server.get("index.xhtml").body()).contains("Basic", "EUR 9.00", "Choose Basic");
    }

    @Test
    void whoChoosesAPlanSignsInFirstAndComesBackToIt() {
        assertThat(server.anotherClient()
                        .get("subscribe.xhtml?price=" + BASIC)
                        .uri()
                        .getPath())
                .endsWith("/login.xhtml");
        assertThat(Shopper.newcomer(server).order().text()).contains("EUR 9.00", "Subscribe and pay");
    }

    @Test
    void aGoodCardMakesAnActiveSubscriptionWithAPaidInvoice() {
        Shopper shopper = Shopper.newcomer(server);

        shopper.pay("pm_card_visa");

        sees(shopper, "active", "paid");
        assertThat(shopper.account()).contains("EUR 9.00");
    }

    @Test
    void aFormThatIsSentTwiceMakesOneSubscription() {
        Shopper shopper = Shopper.newcomer(server);

        shopper.pay("pm_card_visa");
        shopper.pay("pm_card_visa");

        assertThat(shopper.subscriptions()).hasSize(1);
        assertThat(stripe.subscriptions(customerOf(shopper))).isEqualTo(1);
    }

    @Test
    void aDeclinedCardIsSaidToBeDeclined() {
        Shopper shopper = Shopper.newcomer(server);

        assertThat(shopper.pay("pm_card_chargeCustomerFail").text())
                .contains("The card was declined. Choose another one.");

        assertThat(shopper.states()).doesNotContain("active", "paid");
    }

    @Test
    void aCardThatNeedsTheBanksConfirmationIsActiveAfterIt() {
        Shopper shopper = Shopper.newcomer(server);

        Page bank = shopper.pay("pm_card_authenticationRequiredOnSetup");
        assertThat(shopper.states()).contains("waiting for payment");
        bank.press("Yes, it was me");

        sees(shopper, "active", "paid");
    }

    @Test
    void aPriceThatDoesNotExistLeadsBackToThePlans() {
        Shopper shopper = Shopper.newcomer(server);

        assertThat(shopper.chooses("price_of_nothing").path()).endsWith("/index.xhtml");
    }

    @Test
    void aFormOfAnotherSiteIsRefusedByTheHost() {
        Shopper shopper = Shopper.newcomer(server);

        assertThat(shopper.isLuredIntoPaying().status()).isEqualTo(403);
        assertThat(shopper.subscriptions()).isEmpty();
    }

    @Test
    void whoCancelsHasNoActiveSubscription() {
        Shopper shopper = Shopper.newcomer(server);
        shopper.pay("pm_card_visa");

        shopper.cancel();

        assertThat(shopper.states()).contains("ended").doesNotContain("active");
    }

    @Test
    void aMonthLaterThereIsASecondPaidInvoice() {
        Shopper shopper = Shopper.newcomer(server);
        shopper.pay("pm_card_visa");
        sees(shopper, "active", "paid");

        shopper.moveTheClockAMonth();

        sees(shopper, "active", "paid", "paid");
    }

    private String customerOf(Shopper shopper) {
        return server.ask("select customer_id from #customer_owners where owner_id = '" + shopper.name() + "'")
                .get(0);
    }

    private static void sees(Shopper shopper, String... states) {
        await().atMost(SOON).untilAsserted(() -> assertThat(shopper.states()).containsExactly(states));
    }
}
