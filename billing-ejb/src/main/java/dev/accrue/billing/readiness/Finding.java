package dev.accrue.billing.readiness;

import java.io.Serializable;

/**
 * What a check found. Holds no secret and nothing about a customer.
 *
 * @param status how it came out
 * @param evidence what was seen
 * @param fix what to do about it; empty when there is nothing to do
 */
public record Finding(CheckStatus status, String evidence, String fix) implements Serializable {

    private static final long serialVersionUID = 1L;

    public static Finding pass(String evidence) {
        return new Finding(CheckStatus.PASS, evidence, "");
    }

    public static Finding warn(String evidence, String fix) {
        return new Finding(CheckStatus.WARN, evidence, fix);
    }

    public static Finding fail(String evidence, String fix) {
        return new Finding(CheckStatus.FAIL, evidence, fix);
    }

    /** Passes when it holds, fails otherwise. */
    public static Finding failUnless(boolean holds, String evidence, String fix) {
        return holds ? pass(evidence) : fail(evidence, fix);
    }

    public static Finding notChecked(String evidence, String fix) {
        return new Finding(CheckStatus.NOT_CHECKED, evidence, fix);
    }
}
