package dev.accrue.billing.launcher;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The password of the user {@code operator}, who exists in the dev profile only.
 *
 * <p>One that is configured is used and never printed; otherwise each start makes its own and prints it.
 */
record OperatorPassword(String value, boolean minted) {

    static final String USER = "operator";
    private static final String KEY = "billing.demo.operator-password";

    static OperatorPassword from(Settings settings) {
        return settings.find(KEY)
                .map(given -> new OperatorPassword(given, false))
                .orElseGet(OperatorPassword::mint);
    }

    static OperatorPassword mint() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return new OperatorPassword(Base64.getUrlEncoder().encodeToString(random), true);
    }

    /** Tells the application, by a system property, which outranks every other source. */
    void announce() {
        System.setProperty(KEY, value);
    }

    String login() {
        return minted ? "%s / %s".formatted(USER, value) : "%s, with the password you configured".formatted(USER);
    }
}
