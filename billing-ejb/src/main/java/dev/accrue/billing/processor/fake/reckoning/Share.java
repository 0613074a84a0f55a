package dev.accrue.billing.processor.fake.reckoning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of an amount in cents.
 *
 * <p>Stripe's examples round to the nearest cent (a third of 20.00 is 6.67, of 10.00 is 3.33). What becomes of exactly
 * half a cent no page says; here it is rounded away from zero, so that credit and debit of the same part cancel out.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations">Stripe: Credit
 *     prorations</a>
 */
public final class Share {

    private Share() {}

    /** The amount for {@code part} of {@code whole}: {@code of(2000, 10, 30)} is 667. */
    public static long of(long amount, long part, long whole) {
        return of(amount, BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** This many percent of the amount: {@code percent(900, 25.5)} is 230. */
    public static long percent(long amount, BigDecimal percent) {
        return of(amount, percent, BigDecimal.valueOf(100));
    }

    public static long of(long amount, BigDecimal part, BigDecimal whole) {
        return BigDecimal.valueOf(amount)
                .multiply(part)
                .divide(whole, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The amount in equal parts, none of them more than its limit; the last ones take what the others cannot. */
    public static List<Long> evenly(long amount, List<Long> limits) {
        List<Long> parts = new ArrayList<>();
        long left = amount;
        for (int i = 0; i < limits.size(); i++) {
            long part = Math.min(limits.get(i), left / (limits.size() - i));
            parts.add(part);
            left -= part;
        }
        for (int i = 0; i < limits.size() && left > 0; i++) {
            long more = Math.min(left, limits.get(i) - parts.get(i));
            parts.set(i, parts.get(i) + more);
            left -= more;
        }
        return parts;
    }

    /**
     * The amount in parts by weight that sum up to it: all are cut to whole cents, and the last takes what is left, as
     * in Stripe's example of 5.00 over 10.00 and 20.00, which is 1.66 and 3.34. No part exceeds its weight, provided
     * that the amount does not exceed their sum: then the one before takes the rest.
     */
    public static List<Long> split(long amount, List<Long> weights) {
        long whole = weights.stream().mapToLong(Long::longValue).sum();
        List<Long> parts = new ArrayList<>();
        weights.forEach(weight -> parts.add(whole == 0 ? 0 : Math.multiplyExact(amount, weight) / whole));
        long left = amount - parts.stream().mapToLong(Long::longValue).sum();
        for (int i = parts.size() - 1; i >= 0 && left > 0; i--) {
            long more = Math.min(left, weights.get(i) - parts.get(i));
            parts.set(i, parts.get(i) + more);
            left -= more;
        }
        return parts;
    }
}
