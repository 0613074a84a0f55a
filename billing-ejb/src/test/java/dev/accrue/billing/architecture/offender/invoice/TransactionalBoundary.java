package dev.accrue.billing.architecture.offender.invoice;

import jakarta.ejb.Stateless;

@Stateless
public class TransactionalBoundary {}
