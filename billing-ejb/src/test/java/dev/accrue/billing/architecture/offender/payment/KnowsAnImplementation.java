package dev.accrue.billing.architecture.offender.payment;

import dev.accrue.billing.architecture.offender.processor.stripe.KnowsTheSimulator;

public record KnowsAnImplementation(KnowsTheSimulator adapter) {}
