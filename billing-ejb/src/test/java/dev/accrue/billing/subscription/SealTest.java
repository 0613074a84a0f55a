package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back is what went out, from any node with the same secret, and from nobody else. */
class SealTest {

    private static final JsonObject PAYLOAD = Json.object().add("amount", 100).build();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void withoutASecretOneIsMintedForAllNodesOfADatabase(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String token = billing.get(Seal.class).seal(PAYLOAD);
            billing.stop();
            billing.start();

            assertThat(billing.get(Seal.class).open(token)).contains(PAYLOAD);
            assertThat(billing.count("minted_secrets", "1 = 1")).isEqualTo(1);
        }
    }

    @Test
    void withASecretNothingIsMinted() {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2)
                .with("billing.preview.secret", SECRET)
                .start()) {
            assertThat(billing.get(Seal.class).open(billing.get(Seal.class).seal(PAYLOAD)))
                    .contains(PAYLOAD);
            assertThat(billing.count("minted_secrets", "1 = 1")).isZero();
        }
    }

    @Test
    void whatIsSignedWithAnotherSecretIsNotOpened() {
        try (TestBilling ours = TestBilling.on(TestDatabase.H2)
                        .with("billing.preview.secret", SECRET)
                        .start();
                TestBilling theirs = TestBilling.on(TestDatabase.H2)
                        .with("billing.stripe.secret-key", "sk_test_other")
                        .start()) {
            assertThat(ours.get(Seal.class).open(theirs.get(Seal.class).seal(PAYLOAD)))
                    .isEmpty();
        }
    }
}
