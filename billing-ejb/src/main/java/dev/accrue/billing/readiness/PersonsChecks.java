package dev.accrue.billing.readiness;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Sections 5, 7, 8 and 9: what a person has to confirm, because nothing in a running server tells. */
@Dependent
class PersonsChecks {

    @Produces
    ReadinessCheck tax() {
        return notChecked(
                Section.TAX,
                "tax.rollout",
                "whether automatic tax is wanted, and customers have locations, is not known here",
                "Check customers' addresses before turning automatic tax on; old subscriptions do not follow.");
    }

    @Produces
    ReadinessCheck mergeBlocking() {
        return notChecked(
                Section.TESTING,
                "testing.merge-blocking",
                "whether a merge is blocked by red tests is not known here",
                "Let the host's tests on the simulator block merges.");
    }

    @Produces
    ReadinessCheck liveLanes() {
        return notChecked(
                Section.TESTING,
                "testing.live-lanes",
                "whether runs against Stripe's test mode block merges is not known here",
                "Keep them apart from what blocks a merge, unless you chose otherwise.");
    }

    @Produces
    ReadinessCheck finance() {
        return notChecked(
                Section.FINANCE,
                "finance.handoff",
                "where revenue is recognised is not known here",
                "Leave accounting to Stripe's reports or a system downstream.");
    }

    @Produces
    ReadinessCheck portal() {
        return notChecked(
                Section.PORTAL,
                "portal.configuration",
                "what customers may do in the portal is not known here",
                "Review the portal's configuration and return addresses.");
    }

    private static ReadinessCheck notChecked(Section section, String id, String evidence, String fix) {
        return ReadinessCheck.of(section, id, () -> Finding.notChecked(evidence, fix));
    }
}
