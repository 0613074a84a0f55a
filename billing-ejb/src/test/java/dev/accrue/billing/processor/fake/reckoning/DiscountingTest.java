package dev.accrue.billing.processor.fake.reckoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.reckoning.Discounting.Portion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How discounts are divided among lines: by what is left of them, or evenly, as classic billing mode does. Who bears
 * the odd cent, and that what one line cannot bear the others do, is unverified.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons">Stripe: Coupons and promotion codes</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Proportional discount
 *     application for prorations</a>
 */
class DiscountingTest {

    @Test
    void noDiscountsTakeMoreThanThereIs() {
        Random random = new Random(17);
        for (int round = 0; round < 2_000; round++) {
            List<Portion> portions = portions(random);
            List<Off> common = offs(random);
            List<List<Cut>> cuts =
                    round % 2 == 0 ? Discounting.cuts(portions, common) : Discounting.evenCuts(portions, common);
            for (int i = 0; i < portions.size(); i++) {
                assertThat(cuts.get(i)).allMatch(cut -> cut.amount() >= 0);
                assertThat(total(cuts.get(i)))
                        .isLessThanOrEqualTo(Math.max(0, portions.get(i).amount()));
            }
        }
    }

    /** 5.00 over 10.00 and 20.00. */
    @Test
    void anAmountIsTakenToTheCent() {
        List<Portion> portions = List.of(portion(1_000), portion(2_000));
        List<Off> five = List.of(new Off("five", null, 500, Set.of()));

        assertThat(Discounting.cuts(portions, five).stream().map(DiscountingTest::total))
                .containsExactly(166L, 334L);
        assertThat(Discounting.evenCuts(portions, five).stream().map(DiscountingTest::total))
                .containsExactly(250L, 250L);
    }

    @Test
    void whatOnePortionCannotBearTheOthersDo() {
        assertThat(Share.evenly(500, List.of(100L, 1_000L, 50L))).containsExactly(100L, 350L, 50L);
        assertThat(Share.split(200, List.of(100L, 100L, 1L))).containsExactly(99L, 100L, 1L);
    }

    private static List<Portion> portions(Random random) {
        return IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(any -> new Portion(random.nextLong(-200, 1_000), "prod", offs(random)))
                .toList();
    }

    private static List<Off> offs(Random random) {
        List<Off> offs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            boolean percent = random.nextBoolean();
            offs.add(new Off(
                    "di_" + i,
                    percent ? BigDecimal.valueOf(random.nextInt(1, 1_001), 1) : null,
                    random.nextLong(1, 1_500),
                    Set.of()));
        }
        return offs;
    }

    private static Portion portion(long amount) {
        return new Portion(amount, "prod", List.of());
    }

    private static long total(List<Cut> cuts) {
        return cuts.stream().mapToLong(Cut::amount).sum();
    }
}
