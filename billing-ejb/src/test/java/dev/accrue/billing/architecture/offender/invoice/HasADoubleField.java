package dev.accrue.billing.architecture.offender.invoice;

public class HasADoubleField {
    double total;
}
