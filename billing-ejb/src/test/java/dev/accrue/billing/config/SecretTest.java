package dev.accrue.billing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final Secret SECRET = new Secret("whsec_hidden");

    @Test
    void showsItselfToNobodyWhoDoesNotAsk() {
        assertThat(SECRET).hasToString("********");
        assertThat(SECRET).isNotInstanceOf(Serializable.class);
        assertThat(SECRET.reveal()).isEqualTo("whsec_hidden");
    }

    @Test
    void isEqualByValue() {
        assertThat(SECRET).isEqualTo(new Secret("whsec_hidden")).hasSameHashCodeAs(new Secret("whsec_hidden"));
        assertThat(SECRET).isNotEqualTo(new Secret("whsec_other"));
    }
}
