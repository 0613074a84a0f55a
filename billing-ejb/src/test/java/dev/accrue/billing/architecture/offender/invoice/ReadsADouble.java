package dev.accrue.billing.architecture.offender.invoice;

import java.math.BigDecimal;

public class ReadsADouble {
    long cents(BigDecimal amount) {
        return (long) (amount.doubleValue() * 100);
    }
}
