package dev.accrue.billing.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billing;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sold, mirrored and fetched on first use. */
class CatalogTest {

    private static final String BASIC = "/v1/prices/price_basic_monthly";

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);

    @BeforeEach
    void start() {
        billing.start();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("Catalog.price")
    void aPriceThatNobodyHeardOfIsFetchedOnceWithItsProduct() {
        Price price = catalog().price("price_basic_monthly").orElseThrow();
        catalog().price("price_basic_monthly");

        assertThat(price.productName()).contains("Basic");
        assertThat(price.unitAmount()).contains(Money.ofMinor(900, "eur"));
        assertThat(wire.count("GET", BASIC)).isEqualTo(1);
    }

    @Test
    void thirtyCallersAtOnceCostOneCall() {
        ExecutorService callers = Executors.newFixedThreadPool(30);
        List<CompletableFuture<Optional<Price>>> all = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> catalog().price("price_basic_monthly"), callers))
                .toList();

        assertThat(all).allMatch(one -> one.join().isPresent());
        assertThat(wire.count("GET", BASIC)).isEqualTo(1);
        callers.shutdown();
    }

    @Test
    void thatThereIsNoneIsRememberedForAMoment() {
        assertThat(catalog().price("price_unknown")).isEmpty();
        assertThat(catalog().price("price_unknown")).isEmpty();

        assertThat(wire.count("GET", "/v1/prices/price_unknown")).isEqualTo(1);
    }

    @Test
    @Shows("Catalog.price")
    void noAnswerIsNotRememberedAsANo() {
        wire.loseIf(request -> request.path().equals(BASIC));
        assertThatThrownBy(() -> catalog().price("price_basic_monthly")).isInstanceOf(RequestRefusedException.class);
        wire.loseNothing();

        assertThat(catalog().price("price_basic_monthly")).isPresent();
    }

    @Test
    @Shows("Catalog.byLookupKey")
    void aLookupKeyIsAskedForOnceAndFoldsIntoItsPrice() {
        assertThat(catalog().byLookupKey("pro_yearly")).map(Price::id).contains("price_pro_yearly");
        assertThat(catalog().byLookupKey("pro_yearly")).isPresent();
        assertThat(catalog().byLookupKey("nobody_has_this")).isEmpty();
        assertThat(catalog().byLookupKey("nobody_has_this")).isEmpty();

        assertThat(wire.count("GET", "/v1/prices")).isEqualTo(2);
    }

    @Test
    void whatAPriceCostsInEachCurrencyIsKnownHoweverItWasHeardOf() {
        stripe().post(
                        BASIC,
                        "currency_options[usd][unit_amount]",
                        "1100",
                        "currency_options[jpy][unit_amount]",
                        "1500");
        billing.settle();
        wire.forget();

        Price price = catalog().price("price_basic_monthly").orElseThrow();

        assertThat(price.in("usd")).contains(Money.ofMinor(1100, "usd"));
        assertThat(price.in("jpy")).hasToString("Optional[JPY 1500]");
        assertThat(price.in("eur")).contains(Money.ofMinor(900, "eur"));
        assertThat(price.in("gbp")).isEmpty();
        assertThat(wire.count("GET", BASIC)).isZero();
    }

    @Test
    void aCurrencyThatIsTakenAwayIsGone() {
        stripe().post(BASIC, "currency_options[usd][unit_amount]", "1100");
        billing.settle();
        stripe().post(BASIC, "currency_options[usd]", "");
        billing.settle();

        assertThat(catalog().price("price_basic_monthly").orElseThrow().options())
                .containsOnlyKeys("eur");
    }

    @Test
    void anEventThatCannotSayWhatAPriceCostsElsewhereIsFollowedByAFetch() {
        TestBilling byPayload = TestBilling.on(TestDatabase.H2)
                .with("billing.webhooks.refetch", "payload")
                .start();
        new Dashboard(byPayload.stripe()).post(BASIC, "currency_options[usd][unit_amount]", "1100");
        byPayload.settle();

        assertThat(byPayload
                        .get(Billing.class)
                        .catalog()
                        .price("price_basic_monthly")
                        .orElseThrow()
                        .in("usd"))
                .contains(Money.ofMinor(1100, "usd"));
        byPayload.close();
    }

    @Test
    void productsComeWithTheirPricesArchivedOnesAmongThem() {
        stripe().post("/v1/prices/price_basic_yearly", "active", "false");
        billing.settle();

        Product basic = catalog().products().stream()
                .filter(product -> product.id().equals("prod_basic"))
                .findFirst()
                .orElseThrow();

        assertThat(basic.prices()).extracting(Price::id).containsExactly("price_basic_monthly", "price_basic_yearly");
        assertThat(basic.activePrices()).extracting(Price::id).containsExactly("price_basic_monthly");
        assertThat(catalog().products()).hasSize(3);
    }

    @Test
    @Shows("Catalog.product")
    void aProductIsFetchedOnFirstUseToo() {
        assertThat(catalog().product("prod_pro")).map(Product::name).contains("Pro");
        assertThat(catalog().product("prod_unknown")).isEmpty();
    }

    @Test
    @Shows("Catalog.tiers")
    void tiersAreReadable() {
        String tiered = stripe().post(
                        "/v1/prices",
                        "currency",
                        "eur",
                        "product",
                        "prod_basic",
                        "recurring[interval]",
                        "month",
                        "billing_scheme",
                        "tiered",
                        "tiers_mode",
                        "volume",
                        "tiers[0][up_to]",
                        "5",
                        "tiers[0][unit_amount]",
                        "500",
                        "tiers[1][up_to]",
                        "inf",
                        "tiers[1][flat_amount]",
                        "2000")
                .getString("id");

        assertThat(catalog().tiers(tiered))
                .containsExactly(
                        new Tier(Optional.of(5L), Optional.of(Money.ofMinor(500, "eur")), Optional.empty()),
                        new Tier(Optional.empty(), Optional.empty(), Optional.of(Money.ofMinor(2000, "eur"))));
        assertThat(catalog().tiers("price_basic_monthly")).isEmpty();
    }

    @Test
    void anArchivedPriceIsNotForSale() {
        billing.settle();
        assertThat(catalog().activePrices()).hasSize(6);

        stripe().post("/v1/prices/price_team_yearly", "active", "false");
        billing.settle();

        assertThat(catalog().activePrices()).hasSize(5);
    }

    private Catalog catalog() {
        return billing.get(Billing.class).catalog();
    }

    private Dashboard stripe() {
        return new Dashboard(billing.stripe());
    }
}
