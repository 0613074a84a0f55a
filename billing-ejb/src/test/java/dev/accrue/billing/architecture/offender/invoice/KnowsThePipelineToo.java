package dev.accrue.billing.architecture.offender.invoice;

import dev.accrue.billing.webhook.Door;

public record KnowsThePipelineToo(Door door) {}
