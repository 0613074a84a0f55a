package dev.accrue.billing.webhook;

import dev.accrue.billing.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Stripe-Signature} header: a time, and one or more HMACs over that time and the body's bytes.
 *
 * <p>Whatever is not proof is no signature: a missing or garbled header, a time too far away in either direction, a
 * digest that no configured secret makes. Nothing here throws for anything that a stranger can send.
 *
 * @see <a href="https://docs.stripe.com/webhooks/signature">Stripe: verify webhook signatures</a>
 */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST_HEADER = 4096;

    private final long timestamp;
    private final List<byte[]> digests;

    private Signature(long timestamp, List<byte[]> digests) {
        this.timestamp = timestamp;
        this.digests = digests;
    }

    /** The signature that a header holds, if it holds one. */
    static Optional<Signature> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        Optional<Long> timestamp = Optional.empty();
        List<byte[]> digests = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && "t".equals(pair[0])) {
                timestamp = seconds(pair[1]);
            } else if (pair.length == 2 && "v1".equals(pair[0])) {
                hex(pair[1]).ifPresent(digests::add);
            }
        }
        return digests.isEmpty() ? Optional.empty() : timestamp.map(t -> new Signature(t, digests));
    }

    /** Which of the secrets signed this body at a time near now; empty when none did. */
    OptionalInt match(byte[] body, List<Secret> secrets, Instant now, Duration tolerance) {
        long distance = Math.abs(Math.subtractExact(now.getEpochSecond(), timestamp));
        if (distance > tolerance.toSeconds()) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < secrets.size(); i++) {
            byte[] expected = digest(timestamp, body, secrets.get(i));
            for (byte[] given : digests) {
                if (MessageDigest.isEqual(expected, given)) {
                    return OptionalInt.of(i);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The header that Stripe would send with this body. */
    static String header(byte[] body, Secret secret, Instant now) {
        long seconds = now.getEpochSecond();
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(digest(seconds, body, secret));
    }

    private static byte[] digest(long timestamp, byte[] body, Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("[0-9]{1,12}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static Optional<byte[]> hex(String text) {
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
