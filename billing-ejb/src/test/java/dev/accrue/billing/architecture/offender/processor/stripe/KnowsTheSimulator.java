package dev.accrue.billing.architecture.offender.processor.stripe;

import dev.accrue.billing.architecture.offender.processor.fake.KnowsTheSdk;

public record KnowsTheSimulator(KnowsTheSdk simulator) {}
