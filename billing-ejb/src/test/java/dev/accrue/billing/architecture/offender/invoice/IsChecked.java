package dev.accrue.billing.architecture.offender.invoice;

public class IsChecked extends Exception {
    private static final long serialVersionUID = 1L;
}
