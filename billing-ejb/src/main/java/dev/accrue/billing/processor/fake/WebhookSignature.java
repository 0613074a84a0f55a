package dev.accrue.billing.processor.fake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header that proves where an event comes from.
 *
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Stripe: Verify webhook signatures manually</a>
 */
final class WebhookSignature {

    private WebhookSignature() {}

    /** Stripe's header, {@code t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hex>}. */
    static String header(String body, String secret, Instant now) {
        long seconds = now.getEpochSecond();
        return "t=" + seconds + ",v1=" + hmac(seconds + "." + body, secret);
    }

    private static String hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
