package dev.accrue.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.MetadataException.Limit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** @see <a href="https://docs.stripe.com/metadata">Stripe: metadata</a> */
class MetadataTest {

    @Test
    void aKeyHasAtMostFortyCharactersWhateverTheirBytes() {
        assertThatCode(() -> Metadata.of("ü".repeat(39) + "𝄞", "v")).doesNotThrowAnyException();
        assertRefused(Limit.KEY_LENGTH, "k".repeat(41), "v");
        assertRefused(Limit.KEY_LENGTH, "", "v");
    }

    @Test
    void aValueHasAtMostFiveHundredCharacters() {
        assertThatCode(() -> Metadata.of("k", "𝄞".repeat(500))).doesNotThrowAnyException();
        assertRefused(Limit.VALUE_LENGTH, "k", "v".repeat(501));
    }

    @Test
    void aKeyHasNoSquareBrackets() {
        assertRefused(Limit.KEY_BRACKETS, "a[b", "v");
        assertRefused(Limit.KEY_BRACKETS, "a]b", "v");
    }

    @Test
    void theModulesOwnKeysAreNobodyElses() {
        assertRefused(Limit.KEY_RESERVED, "billing_operation", "v");
        assertRefused(Limit.KEY_RESERVED, "billable_id", "");
    }

    @Test
    void thereAreAtMostFiftyKeysAtOnce() {
        assertThatCode(() -> keys(50)).doesNotThrowAnyException();
        assertThatThrownBy(() -> keys(51))
                .isInstanceOfSatisfying(
                        MetadataException.class, e -> assertThat(e.limit()).isEqualTo(Limit.KEYS));
    }

    @Test
    void whatIsThereAlreadyCountsAndWhatIsRemovedDoesNot() {
        Set<String> present = keys(50).changes().keySet();
        assertThatThrownBy(() -> Metadata.of("new", "v").checkFits(present)).isInstanceOf(MetadataException.class);
        assertThatCode(() -> Metadata.of("new", "v").without("key 7").checkFits(present))
                .doesNotThrowAnyException();
        assertThatCode(() -> Metadata.of("key 7", "other").checkFits(present)).doesNotThrowAnyException();
    }

    @Test
    void theRefusalNamesTheKeyAndNeverTheValue() {
        assertThatThrownBy(() -> Metadata.of("shoe size", "secret".repeat(100)))
                .hasMessageContaining("shoe size")
                .hasMessageContaining("500")
                .hasMessageNotContaining("secret");
        assertThat(Metadata.of("shoe size", "44")).hasToString("metadata [shoe size]");
    }

    private static void assertRefused(Limit limit, String key, String value) {
        assertThatThrownBy(() -> Metadata.of(key, value)).isInstanceOfSatisfying(MetadataException.class, e -> {
            assertThat(e.limit()).isEqualTo(limit);
            assertThat(e.key()).isEqualTo(key);
        });
    }

    private static Metadata keys(int number) {
        return new Metadata(
                IntStream.range(0, number).mapToObj(i -> "key " + i).collect(Collectors.toMap(key -> key, key -> "v")));
    }
}
