package dev.accrue.billing.architecture.offender.customer;

import dev.accrue.billing.Billing;

public record KnowsTheFacade(Billing billing) {}
