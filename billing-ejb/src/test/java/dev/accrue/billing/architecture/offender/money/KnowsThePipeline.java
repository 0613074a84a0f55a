package dev.accrue.billing.architecture.offender.money;

import dev.accrue.billing.webhook.Door;

public record KnowsThePipeline(Door door) {}
