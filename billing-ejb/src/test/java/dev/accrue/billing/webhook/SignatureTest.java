package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Secret OLD = new Secret("whsec_old");
    private static final Secret NEW = new Secret("whsec_new");
    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aBodyThatStripeSignedIsProven() {
        assertThat(match(header(NEW, NOW))).hasValue(1);
    }

    @Test
    void duringARotationEitherSecretProves() {
        assertThat(match(header(OLD, NOW))).hasValue(0);
        assertThat(match("t=" + NOW.getEpochSecond() + ",v1=" + digest(new Secret("other"), NOW) + ",v1="
                        + digest(NEW, NOW)))
                .hasValue(1);
    }

    @Test
    void aForgedDigestProvesNothing() {
        assertThat(match(header(new Secret("whsec_mallory"), NOW))).isEmpty();
        assertThat(match("t=" + NOW.getEpochSecond() + ",v1=" + "0".repeat(64))).isEmpty();
        assertThat(match("t=" + NOW.getEpochSecond() + ",v1=00")).isEmpty();
    }

    @Test
    void anotherBodyIsNotProven() {
        byte[] changed = "{\"id\":\"evt_2\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Signature.parse(header(NEW, NOW)).orElseThrow().match(changed, List.of(NEW), NOW, TOLERANCE))
                .isEmpty();
    }

    @Test
    void aDigestOfTheOldSchemeProvesNothing() {
        assertThat(match("t=" + NOW.getEpochSecond() + ",v0=" + digest(NEW, NOW)))
                .isEmpty();
    }

    @Test
    void theTimeIsPartOfWhatIsSigned() {
        assertThat(match("t=" + NOW.plusSeconds(1).getEpochSecond() + ",v1=" + digest(NEW, NOW)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 1, 300})
    void aTimeWithinTheToleranceIsTaken(long seconds) {
        assertThat(match(header(NEW, NOW.plusSeconds(seconds)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-31_536_000, -301, 301, 31_536_000})
    void aTimeTooFarInThePastOrTheFutureIsRefused(long seconds) {
        assertThat(match(header(NEW, NOW.plusSeconds(seconds)))).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "t",
                "=",
                ",",
                ",,,,",
                "v1=",
                "t=,v1=",
                "t=abc,v1=00",
                "t=-1,v1=00",
                "t=1e3,v1=00",
                "t=99999999999999999999,v1=00",
                "t=1",
                "t=1,v1=xyz",
                "t=1,v1=0",
                "v1=00",
                "t=1;v1=00",
                "\u0000",
                "t=\u0661,v1=00"
            })
    void whatIsNoSignatureHeaderProvesNothing(@Nullable String header) {
        assertThat(match(header)).isEmpty();
    }

    @Test
    void aHugeHeaderIsNotEvenLookedAt() {
        assertThat(match(header(NEW, NOW) + ",v1=" + "0".repeat(5000))).isEmpty();
    }

    @Test
    void spacesAroundThePartsDoNoHarm() {
        assertThat(match(header(NEW, NOW).replace(",", " , "))).isPresent();
    }

    @Test
    void withoutSecretsNothingIsProven() {
        assertThat(Signature.parse(header(NEW, NOW)).orElseThrow().match(BODY, List.of(), NOW, TOLERANCE))
                .isEmpty();
    }

    private static OptionalInt match(@Nullable String header) {
        return Signature.parse(header)
                .map(signature -> signature.match(BODY, List.of(OLD, NEW), NOW, TOLERANCE))
                .orElse(OptionalInt.empty());
    }

    private static String header(Secret secret, Instant at) {
        return "t=" + at.getEpochSecond() + ",v1=" + digest(secret, at);
    }

    private static String digest(Secret secret, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(BODY));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
