package dev.accrue.billing.architecture.offender.webhook;

import dev.accrue.billing.subscription.Subscription;

public record KnowsAFeatureToo(Subscription subscription) {}
