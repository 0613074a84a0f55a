package dev.accrue.billing.readiness;

import java.util.function.Supplier;

/**
 * One line of the checklist. A host adds its own by CDI beans that implement this interface, or by producers of it.
 *
 * <p>A check looks and changes nothing, is quick (a query, never a call to Stripe without a short timeout), and may
 * throw: that counts as failed.
 */
public interface ReadinessCheck {

    Section section();

    /** The stable name, for example {@code webhooks.dead}. */
    String id();

    Finding evaluate();

    /** A check made of its parts. */
    static ReadinessCheck of(Section section, String id, Supplier<Finding> evaluation) {
        return new ReadinessCheck() {
            @Override
            public Section section() {
                return section;
            }

            @Override
            public String id() {
                return id;
            }

            @Override
            public Finding evaluate() {
                return evaluation.get();
            }
        };
    }
}
