package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.AllProjectors;
import dev.accrue.billing.harness.EventType;
import dev.accrue.billing.harness.StripeExamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the page about event types to the code. Where it fails, the table that it expects is in {@code target}. */
class EventTypesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "event-types.md");
    private static final Path EXPECTED = Path.of("target", "event-types.md");

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        String table = EventType.all().map(EventTypesPageTest::line).collect(Collectors.joining("\n"));
        Files.writeString(EXPECTED, table);

        List<String> page = Files.readAllLines(PAGE, StandardCharsets.UTF_8);

        assertThat(page.stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(table.lines().toList());
    }

    private static String line(EventType type) {
        return "| `" + type.name() + "` | " + object(type) + " | " + reread(type) + " | " + extracts(type) + " | "
                + remark(type) + " |";
    }

    private static String object(EventType type) {
        if (type.object().isEmpty()) {
            return "none";
        }
        return switch (type.object()) {
            case "bank_account" -> "`bank_account` or `card`";
            case "card" -> "`card`, `bank_account` or `source`";
            default -> "`" + type.object() + "`";
        };
    }

    private static String reread(EventType type) {
        if (!hasIdentity(type)) {
            return "not at all";
        }
        return switch (Rereading.of(type.object())) {
            case BY_ID -> "by id";
            case THROUGH_PARENT -> "below its " + String.join(" or ", Rereading.parentsOf(type.object()));
            case BY_LIST -> "as a list, all pages";
            case FROM_EVENT -> "from the event";
            case NOT_AT_ALL -> "not at all";
        };
    }

    private static boolean hasIdentity(EventType type) {
        return !type.name().equals("invoice.upcoming")
                && Identity.of(StripeExamples.orStub(type.object())).isPresent()
                && !type.object().isEmpty();
    }

    private static String extracts(EventType type) {
        String tables = AllProjectors.rows(Account.platform(false), StripeExamples.orStub(type.object())).stream()
                .map(row -> "`" + row.table() + "`")
                .distinct()
                .collect(Collectors.joining(", "));
        return hasIdentity(type) && !tables.isEmpty() ? tables : "";
    }

    private static String remark(EventType type) {
        if (type.name().equals("customer.subscription.deleted")) {
            return "a cancellation";
        }
        return Deletion.is(type.name(), type.object()) ? "deletes the object" : "";
    }
}
