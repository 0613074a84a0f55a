package dev.accrue.billing.architecture.offender.invoice;

public class TakesAFloat {
    long cents(Float amount) {
        return amount.longValue();
    }
}
