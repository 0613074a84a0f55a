package dev.accrue.billing.processor.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormParametersTest {

    @Test
    void writesNestedObjectsInBrackets() {
        assertThat(encoded("{'metadata': {'owner': 'u-1'}}")).isEqualTo("metadata[owner]=u-1");
    }

    @Test
    void numbersTheElementsOfArrays() {
        assertThat(encoded("{'items': [{'price': 'price_1'}, {'price': 'price_2', 'quantity': 3}]}"))
                .isEqualTo("items[0][price]=price_1&items[1][price]=price_2&items[1][quantity]=3");
    }

    @Test
    void unsetsWithAnEmptyValue() {
        assertThat(encoded("{'trial_end': null, 'coupon': '', 'discounts': []}"))
                .isEqualTo("trial_end=&coupon=&discounts=");
    }

    @Test
    void writesTruthAndNumbersPlainly() {
        assertThat(encoded("{'prorate': true, 'up_to': 1E+3, 'percent': 12.50}"))
                .isEqualTo("prorate=true&up_to=1000&percent=12.50");
    }

    @Test
    void leavesOutAnEmptyObject() {
        assertThat(encoded("{'metadata': {}, 'name': 'x'}")).isEqualTo("name=x");
    }

    @Test
    void escapesWhatWouldBreakTheForm() {
        String text = FormParameters.encode(
                Json.object().add("name", "Köln & Co = 100%+").build());

        assertThat(text).isEqualTo("name=K%C3%B6ln+%26+Co+%3D+100%25%2B");
        assertThat(URLDecoder.decode(text, StandardCharsets.UTF_8)).isEqualTo("name=Köln & Co = 100%+");
    }

    private static String encoded(String json) {
        return FormParameters.encode(Json.parse(json.replace('\'', '"')));
    }
}
