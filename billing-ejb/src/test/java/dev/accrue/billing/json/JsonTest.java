package dev.accrue.billing.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final JsonObject ODD = Json.parse("""
            {"text": "a", "number": 7, "fraction": 7.5, "yes": true, "nothing": null, "zero": 0,
             "huge": 9223372036854775808, "aeon": 9223372036854775807,
             "child": {"id": "x_1", "deep": {"name": "b"}},
             "list": {"object": "list", "data": [{"id": "1", "amount": 2}, "no object", {"id": "2", "amount": 3}, {}]},
             "array": [{"id": "3"}, 4, "c", null]}
            """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "[{}]",
                "\"text\"",
                "7",
                "null",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "<html>"
            })
    void whatIsNoObjectIsMalformed(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000})
    void nestingBeyondReasonIsMalformed(int levels) {
        String objects = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
        String arrays = "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";

        assertThatThrownBy(() -> Json.parse(objects)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> Json.parse(arrays)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void aMessageNeverQuotesTheText() {
        assertThatThrownBy(() -> Json.parse("{\"email\": jane@example.com"))
                .hasMessageNotContaining("jane")
                .hasNoCause();
    }

    @Test
    void ofTwoFieldsOfOneNameTheLastCounts() {
        assertThat(Json.text(Json.parse("{\"a\":\"first\",\"a\":\"last\"}"), "a"))
                .contains("last");
    }

    @Test
    void readsAlongAPath() {
        assertThat(Json.text(ODD, "child", "deep", "name")).contains("b");
        assertThat(Json.at(ODD, "child", "deep")).isPresent();
    }

    @Test
    void aStepThatIsMissingNullOrNoObjectEndsThePathQuietly() {
        assertThat(Json.text(ODD, "nobody", "deep", "name")).isEmpty();
        assertThat(Json.text(ODD, "nothing", "deep")).isEmpty();
        assertThat(Json.text(ODD, "text", "deep")).isEmpty();
        assertThat(Json.text(ODD, "array", "deep")).isEmpty();
    }

    @Test
    void aValueOfAnotherTypeCountsAsMissing() {
        assertThat(Json.text(ODD, "number")).isEmpty();
        assertThat(Json.whole(ODD, "text")).isEmpty();
        assertThat(Json.whole(ODD, "fraction")).isEmpty();
        assertThat(Json.isTrue(ODD, "text")).isFalse();
        assertThat(Json.child(ODD, "array")).isEmpty();
        assertThat(Json.children(ODD, "text")).isEmpty();
        assertThat(Json.texts(ODD, "text")).isEmpty();
        assertThat(Json.reference(ODD, "number")).isEmpty();
    }

    @Test
    void aNumberThatIsTooLargeCountsAsMissingAndNotAsAnother() {
        assertThat(Json.whole(ODD, "huge")).isEmpty();
        assertThat(Json.whole(ODD, "aeon")).contains(Long.MAX_VALUE);
    }

    @Test
    void secondsSinceTheEpochAreAMoment() {
        JsonObject created = Json.parse("{\"created\": 1700000000}");

        assertThat(Json.moment(created, "created")).contains(Instant.parse("2023-11-14T22:13:20Z"));
    }

    @Test
    void zeroNullAndTheEndOfTimeAreNoMoments() {
        assertThat(Json.moment(ODD, "zero")).isEmpty();
        assertThat(Json.moment(ODD, "nothing")).isEmpty();
        assertThat(Json.moment(ODD, "aeon")).isEmpty();
    }

    @Test
    void theObjectsOfAListAndOfAnArrayReadTheSame() {
        assertThat(Json.children(ODD, "list"))
                .extracting(child -> Json.text(child, "id").orElse("none"))
                .containsExactly("1", "2", "none");
        assertThat(Json.children(ODD, "array")).hasSize(1);
        assertThat(Json.texts(ODD, "array")).containsExactly("c");
    }

    @Test
    void sumsWhatIsThere() {
        assertThat(Json.sum(Json.children(ODD, "list"), "amount")).isEqualTo(5);
        assertThat(Json.sum(List.of(), "amount")).isZero();
    }

    @Test
    void aReferenceIsAnIdOrTheExpandedObject() {
        assertThat(Json.reference(ODD, "text")).contains("a");
        assertThat(Json.reference(ODD, "child")).contains("x_1");
        assertThat(Json.reference(ODD, "nothing")).isEmpty();
    }
}
