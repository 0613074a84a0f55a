package dev.accrue.billing.architecture.offender.processor.fake;

import dev.accrue.billing.architecture.offender.processor.stripe.KnowsTheSimulator;

public record KnowsTheAdapter(KnowsTheSimulator adapter) {}
