package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/previews.md} shows is this very code, and it runs. */
class PreviewsGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "previews.md");
    private static final Path HERE =
            Path.of("src/test/java", PreviewsGuideTest.class.getName().replace('.', '/') + ".java");
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private String token = "";
    private Optional<Money> shown = Optional.empty();

    @Test
    void theExampleDoesWhatItShows() {
        try (TestBilling module = TestBilling.on(TestDatabase.H2).start()) {
            Billable acme = () -> new BillableRef("organisation", "acme");
            Billing billing = module.get(Billing.class);
            Subscription running = billing.subscriptions()
                    .subscribe(acme, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();

            Outcome<Subscription> outcome =
                    upgrade(billing, running.id(), running.items().get(0).id(), "form-1");

            assertThat(outcome.orThrow().items().get(0).priceId()).isEqualTo("price_pro_monthly");
            assertThat(shown).contains(Money.ofMinor(2_000, "eur"));
        }
    }

    private Outcome<Subscription> upgrade(Billing billing, String subscriptionId, String itemId, String formId) {
        Preview preview = billing.previews()
                .ofChange(subscriptionId, new Swap(itemId, "price_pro_monthly", Proration.ALWAYS_INVOICE));
        token = preview.token();
        show(preview.invoice().lines(), preview.dueNow(), preview.dueAtRenewal());
        Outcome<Subscription> outcome = billing.previews().apply(subscriptionId, token, Optional.of(formId));
        return outcome;
    }

    private void show(List<PreviewLine> lines, Money now, Optional<Money> atRenewal) {
        assertThat(lines).isNotEmpty();
        assertThat(atRenewal).contains(Money.ofMinor(2_900, "eur"));
        shown = Optional.of(now);
    }

    @Test
    void theGuideShowsTheExample() throws IOException {
        String tested = blank(Files.readString(HERE));

        assertThat(SNIPPET.matcher(Files.readString(GUIDE)).results().map(snippet -> snippet.group(1)))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(snippet.lines().map(PreviewsGuideTest::blank))
                        .allSatisfy(line -> assertThat(tested).contains(line)));
    }

    /** The formatter breaks lines where the guide does not. */
    private static String blank(String code) {
        return code.replaceAll("//.*", "").replaceAll("\\s+", "");
    }
}
