package dev.accrue.billing.money;

import java.util.Currency;

/** Two amounts of different currencies were combined. */
public class CurrencyMismatchException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Currency left;
    private final Currency right;

    public CurrencyMismatchException(Currency left, Currency right) {
        super("amounts in " + left + " and " + right + " cannot be combined; convert one of them first");
        this.left = left;
        this.right = right;
    }

    public Currency left() {
        return left;
    }

    public Currency right() {
        return right;
    }
}
