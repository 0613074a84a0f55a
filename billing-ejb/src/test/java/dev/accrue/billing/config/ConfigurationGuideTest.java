package dev.accrue.billing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/configuration.md} says what the code does, key by key and fault by fault. */
class ConfigurationGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(billing\\.[^`]+)` \\|([^|]*)\\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern STANDARD = Pattern.compile("^`([^`]+)`");

    @Test
    void theGuideListsTheKeysThatTheCodeReadsInTheirOrder() throws IOException {
        assertThat(rows().keySet())
                .containsExactlyElementsOf(
                        Settings.all().stream().map(Setting::key).toList());
    }

    @Test
    void theGuideNamesTheStandards() throws IOException {
        Map<String, String> rows = rows();

        for (Setting<?> setting : Settings.all()) {
            Matcher cell = STANDARD.matcher(rows.get(setting.key()));
            assertThat(setting.standard())
                    .as(setting.key())
                    .isEqualTo(cell.find() ? Optional.of(cell.group(1)) : Optional.empty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultHasASectionUnderItsCode(FaultCode code) throws IOException {
        assertThat(code.anchor()).isEqualTo("docs/configuration.md#" + code.id().toLowerCase(Locale.ROOT));
        assertThat(Files.readString(GUIDE)).containsOnlyOnce("\n### " + code.id() + "\n");
    }

    @Test
    void noCodeIsUsedTwice() {
        List<String> ids = Stream.of(FaultCode.values()).map(FaultCode::id).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("BILLING-DX-\\d{3}"));
    }

    private static Map<String, String> rows() throws IOException {
        return ROW.matcher(Files.readString(GUIDE))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2).strip(), (one, other) -> one, LinkedHashMap::new));
    }
}
