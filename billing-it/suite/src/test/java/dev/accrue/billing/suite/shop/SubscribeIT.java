package dev.accrue.billing.suite.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Shopper;
import dev.accrue.billing.suite.StripeClient;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members of the host subscribe, pay, confirm, and leave, with a browser. */
@ExtendWith(ArquillianExtension.class)
class SubscribeIT {

    private static final String BASIC = "price_basic_monthly";
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
        stripe.newCustomer(); // the simulator exists, and so do its plans
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.ask("select id from #prices where active = true"))
                        .contains(BASIC));
    }

    @Test
    void whoLogsInSeesThePlans() {
        assertThat(Shopper.newcomer(server).plans()).contains(BASIC, "9.00");
    }

    @Test
    void aGoodCardMakesAnActiveSubscriptionWithAPaidInvoice() {
        Shopper shopper = Shopper.newcomer(server);

        shopper.subscribe(BASIC, "pm_card_visa");

        shows(shopper, "sub_\\w+ price_basic_monthly active", "in_\\w+ EUR 9.00 paid");
    }

    @Test
    void aFormThatIsSentTwiceMakesOneSubscription() {
        Shopper shopper = Shopper.newcomer(server);

        assertThat(shopper.subscribe(BASIC, "pm_card_visa").statusCode()).isEqualTo(200);
        assertThat(shopper.subscribe(BASIC, "pm_card_visa").statusCode()).isEqualTo(200);

        assertThat(shopper.subscriptions()).hasSize(1);
        assertThat(stripe.subscriptions(customerOf(shopper))).isEqualTo(1);
    }

    @Test
    void aDeclinedCardIsSaidToBeDeclined() {
        Shopper shopper = Shopper.newcomer(server);

        HttpResponse<String> answer = shopper.subscribe(BASIC, "pm_card_chargeCustomerFail");

        assertThat(answer.statusCode()).isEqualTo(402);
        assertThat(answer.body()).contains("declined: card_declined generic_decline");
        assertThat(shopper.account()).doesNotContain(" active");
    }

    @Test
    void aCardThatNeedsTheBanksConfirmationIsActiveAfterIt() {
        Shopper shopper = Shopper.newcomer(server);

        HttpResponse<String> answer = shopper.subscribe(BASIC, "pm_card_authenticationRequired");
        assertThat(shopper.account()).contains("incomplete");
        stripe.authenticate(secretOn(answer.body()));

        shows(shopper, "price_basic_monthly active", "EUR 9.00 paid");
    }

    @Test
    void aPriceThatDoesNotExistIsRefusedWithItsReason() {
        Shopper shopper = Shopper.newcomer(server);

        HttpResponse<String> answer = shopper.subscribe("price_of_nothing", "pm_card_visa");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("refused: resource_missing items[0][price]");
    }

    @Test
    void aFormOfAnotherSiteIsRefusedByTheHost() {
        Shopper shopper = Shopper.newcomer(server);

        assertThat(shopper.isLuredIntoSubscribing(BASIC).statusCode()).isEqualTo(403);
        assertThat(shopper.subscriptions()).isEmpty();
    }

    @Test
    void whoCancelsHasNoActiveSubscription() {
        Shopper shopper = Shopper.newcomer(server);
        shopper.subscribe(BASIC, "pm_card_visa");

        shopper.cancel(shopper.subscriptions().get(0));

        assertThat(shopper.account()).contains("price_basic_monthly canceled").doesNotContain(" active");
    }

    @Test
    void aMonthLaterThereIsASecondPaidInvoice() {
        Shopper shopper = Shopper.newcomer(server);
        long now = Instant.now().getEpochSecond();
        String clock = stripe.newClock(now);
        shopper.becomes(stripe.newCustomer("test_clock", clock));
        shopper.subscribe(BASIC, "pm_card_visa");

        stripe.advance(clock, now + Duration.ofDays(32).toSeconds());

        shows(shopper, "price_basic_monthly active", "(?s)EUR 9.00 paid.*EUR 9.00 paid");
    }

    private String customerOf(Shopper shopper) {
        return server.ask("select customer_id from #customer_owners where owner_id = '" + shopper.name() + "'")
                .get(0);
    }

    private static void shows(Shopper shopper, String... patterns) {
        await().atMost(SOON).untilAsserted(() -> {
            String account = shopper.account();
            for (String pattern : patterns) {
                assertThat(account).containsPattern(pattern);
            }
        });
    }

    private static String secretOn(String page) {
        return Pattern.compile("data-secret=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no secret on " + page))
                .replaceAll("^data-secret=\"|\"$", "");
    }
}
