package dev.accrue.billing.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.webhook.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which status says what the door says. */
class WebhookResourceTest {

    private static final Path PAGE = Path.of("..", "docs", "webhooks.md");

    @Test
    void stripeSendsAgainWhatIsNotStoredAndNothingElse() {
        Map<Receipt, Integer> statuses = Stream.of(Receipt.values())
                .collect(Collectors.toMap(
                        receipt -> receipt,
                        receipt -> WebhookResource.status(receipt).getStatusCode()));

        assertThat(statuses)
                .isEqualTo(Map.of(
                        Receipt.ACCEPTED, 200,
                        Receipt.DUPLICATE, 200,
                        Receipt.REFUSED, 400,
                        Receipt.UNKNOWN_ENDPOINT, 404,
                        Receipt.MISCONFIGURED, 500,
                        Receipt.UNAVAILABLE, 503,
                        Receipt.OVERLOADED, 503));
    }

    @Test
    void thePageNamesEveryStatus() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Receipt.values())
                .allSatisfy(receipt -> assertThat(page)
                        .contains("\n| " + WebhookResource.status(receipt).getStatusCode()));
    }
}
