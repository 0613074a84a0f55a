package dev.accrue.billing.config;

/**
 * One thing that is wrong with the set-up. Never holds the value itself, which may be a secret.
 *
 * @param code what kind of fault
 * @param key the configuration key, or the part of the set-up, that it is about
 * @param cause what is wrong, for a person
 * @param fix what to do about it
 */
public record Fault(FaultCode code, String key, String cause, String fix) {

    /** For example {@code BILLING-DX-002 billing.stripe.secret-key: ... Fix: ... (docs/configuration.md#...)}. */
    @Override
    public String toString() {
        return code.id() + " " + key + ": " + cause + " Fix: " + fix + " (" + code.anchor() + ")";
    }
}
