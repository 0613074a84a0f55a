package dev.accrue.billing.processor.fake.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Stripe's form encoding: nested brackets for hashes, indexes or empty brackets for lists.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe: API reference, form-encoded request bodies</a>
 */
class FormBodyTest {

    @Test
    void readsHashesAndLists() {
        Doc doc = FormBody.parse("items[0][price]=p1&items[1][price]=p2&metadata[a]=1&expand[]=x&expand[]=y");

        assertThat(doc.children("items")).extracting(item -> item.text("price")).containsExactly("p1", "p2");
        assertThat(doc.text("metadata", "a")).isEqualTo("1");
        assertThat(doc.texts("expand")).isEqualTo(List.of("x", "y"));
    }

    @Test
    void decodesNamesAndValues() {
        assertThat(FormBody.parse("metadata%5Bk%C3%BC%5D=a+b%26c").text("metadata", "kü"))
                .isEqualTo("a b&c");
    }

    @Test
    void keepsEmptyTextsApartFromMissingOnes() {
        Doc doc = FormBody.parse("name=&&phone");

        assertThat(doc.names()).containsExactly("name", "phone");
        assertThat(doc.text("name")).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> FormBody.parse("a=1&a[b]=2")).isInstanceOf(StripeError.class);
        assertThatThrownBy(() -> FormBody.parse("a[b=2")).isInstanceOf(StripeError.class);
        assertThatThrownBy(() -> FormBody.parse("a=%zz")).isInstanceOf(StripeError.class);
    }
}
