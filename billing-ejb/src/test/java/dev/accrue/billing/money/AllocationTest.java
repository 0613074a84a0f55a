package dev.accrue.billing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {

    @Test
    void leftoverCentsGoToTheLargestRemainders() {
        assertThat(Allocation.of(100, 1, 1, 1)).containsExactly(34L, 33L, 33L);
        assertThat(Allocation.of(100, 1, 2, 3)).containsExactly(17L, 33L, 50L);
        assertThat(Allocation.of(5, 1, 1, 8)).containsExactly(1L, 0L, 4L);
    }

    @Test
    void aNegativeAmountIsSharedLikeAPositiveOne() {
        assertThat(Allocation.of(-100, 1, 1, 1)).containsExactly(-34L, -33L, -33L);
    }

    @Test
    void aWeightOfZeroGetsNothing() {
        assertThat(Allocation.of(7, 0, 3, 0)).containsExactly(0L, 7L, 0L);
    }

    @Test
    void refusesWeightsThatShareNothingOut() {
        assertThatThrownBy(() -> Allocation.of(7, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Allocation.of(7, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Allocation.of(7)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> amounts() {
        Random random = new Random(20261123);
        Stream<Arguments> extremes = LongStream.of(
                        Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE)
                .boxed()
                .flatMap(amount -> Stream.of(
                        arguments(amount, new long[] {1}),
                        arguments(amount, new long[] {1, 1, 1}),
                        arguments(amount, new long[] {Long.MAX_VALUE, 1, Long.MAX_VALUE})));
        Stream<Arguments> generated = Stream.generate(() -> arguments(
                        random.nextLong(),
                        random.longs(1 + random.nextInt(12), 0, Long.MAX_VALUE).toArray()))
                .limit(500);
        return Stream.concat(extremes, generated);
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void thePartsSumToTheWhole(long amount, long[] weights) {
        assertThat(Allocation.of(amount, weights).stream()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(BigInteger.valueOf(amount));
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void noPartIsAWholeUnitAwayFromItsShare(long amount, long[] weights) {
        BigInteger total =
                Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);

        List<Long> parts = Allocation.of(amount, weights);

        for (int i = 0; i < weights.length; i++) {
            BigInteger exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weights[i]));
            BigInteger given = BigInteger.valueOf(parts.get(i)).multiply(total);
            assertThat(given.subtract(exact).abs()).isLessThan(total);
        }
    }
}
