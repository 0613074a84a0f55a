package dev.accrue.billing.money;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The largest-remainder method on whole numbers; exact for every {@code long}. */
final class Allocation {

    private Allocation() {}

    static List<Long> of(long amount, long... weights) {
        BigInteger total = sum(weights);
        BigInteger whole = BigInteger.valueOf(amount).abs();
        long[] parts = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = whole.longValueExact();
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] share = whole.multiply(BigInteger.valueOf(weights[i])).divideAndRemainder(total);
            parts[i] = share[0].longValueExact();
            remainders[i] = share[1];
            left -= parts[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left)
                .forEach(i -> parts[i]++);
        return Arrays.stream(parts)
                .map(part -> amount < 0 ? -part : part)
                .boxed()
                .toList();
    }

    private static BigInteger sum(long[] weights) {
        BigInteger total = BigInteger.ZERO;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("a weight cannot be negative: " + weight);
            }
            total = total.add(BigInteger.valueOf(weight));
        }
        if (total.signum() == 0) {
            throw new IllegalArgumentException("at least one weight must be positive");
        }
        return total;
    }
}
