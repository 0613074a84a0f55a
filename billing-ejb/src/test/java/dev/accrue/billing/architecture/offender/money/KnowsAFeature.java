package dev.accrue.billing.architecture.offender.money;

import dev.accrue.billing.invoice.Invoice;

public record KnowsAFeature(Invoice invoice) {}
