package dev.accrue.billing.subscription;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what goes out in a customer's form and comes back: {@code payload.signature}, both in URL-safe Base64. Whoever
 * holds it can read it; what was changed, or signed by somebody else, does not come back as a payload.
 *
 * <p>The key is derived, for this purpose alone, from {@code billing.preview.secret}, or else from the Stripe key,
 * which every node has anyway. A deployment without either, which cannot be in production, mints one in its database.
 */
@ApplicationScoped
class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "billing preview token 1";
    private static final String NAME = "preview";

    @Inject
    BillingConfig config;

    @Inject
    Database database;

    @Inject
    SystemClock clock;

    private volatile Optional<Secret> minted = Optional.empty();

    String seal(JsonObject payload) {
        String body = encode(payload.toString().getBytes(StandardCharsets.UTF_8));
        return body + "." + encode(signature(body));
    }

    /** What was sealed; empty for anything else. */
    Optional<JsonObject> open(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String body = token.substring(0, dot);
            byte[] given = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            return MessageDigest.isEqual(signature(body), given)
                    ? Optional.of(Json.parse(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] signature(String body) {
        return hmac(hmac(bytes(secret().reveal()), PURPOSE), body);
    }

    private Secret secret() {
        return config.previewSecret()
                .or(() -> config.stripe().secretKey())
                .or(() -> minted)
                .orElseGet(this::mint);
    }

    /** The first node that needs it mints it for all. */
    private Secret mint() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = database.inTransaction(tx -> {
            tx.insertIfAbsent(
                    "insert into #minted_secrets (name, secret, minted_at) values (?, ?, ?)",
                    NAME,
                    HexFormat.of().formatHex(random),
                    clock.now());
            return tx.find("select secret from #minted_secrets where name = ?", row -> row.text("secret"), NAME)
                    .orElseThrow();
        });
        minted = Optional.of(new Secret(secret));
        return minted.orElseThrow();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
