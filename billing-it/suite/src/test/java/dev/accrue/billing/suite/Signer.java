package dev.accrue.billing.suite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Stripe does. */
public final class Signer {

    /** The secret of the endpoint before its rotation, which is still good. */
    public static final String BEFORE = "whsec_suite_before_the_rotation";

    /** The secret since. */
    public static final String AFTER = "whsec_suite_after_the_rotation";

    /** The secret of the second endpoint. */
    public static final String OTHER_DOOR = "whsec_suite_of_the_other_door";

    private Signer() {}

    /** The header of an event that is sent now. */
    public static String sign(byte[] body) {
        return sign(body, AFTER, Instant.now());
    }

    public static String sign(byte[] body, String secret, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
