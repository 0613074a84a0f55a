package dev.accrue.billing.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a story's events arrive, in whatever order, how often, and however many at a time, the same rows are left and
 * each event is one fact.
 */
class ConvergenceTest {

    private static final List<String> MODES = List.of("coalesce", "always", "payload");
    private static final int SAMPLES = 12;

    /** A story to be told in every way. */
    private record Story(String name, Supplier<List<JsonObject>> events) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("shortStories")
    void everyOrderOfAShortStoryEndsInTheSameRows(Story story, String mode) {
        List<JsonObject> events = story.events().get();
        assertThat(events).hasSizeBetween(3, 4);
        try (Delivery delivery = new Delivery(TestDatabase.H2, mode, new RecordedStripe(events))) {
            List<String> expected = delivery.inOrder();
            for (List<Integer> order : ordersOf(events.size())) {
                for (List<Integer> steps : waysToWorkOff(order)) {
                    assertThat(delivery.hear(steps)).as("heard as " + steps).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("longStories")
    void sampledOrdersOfALongStoryEndInTheSameRows(TestDatabase database, String mode, int samples) {
        List<JsonObject> events = Stories.wholeLife();
        assertThat(events).hasSizeGreaterThan(30);
        try (Delivery delivery = new Delivery(database, mode, new RecordedStripe(events))) {
            List<String> expected = delivery.inOrder();
            for (int seed = 0; seed < samples; seed++) {
                assertThat(delivery.hear(sample(new Random(seed), events.size())))
                        .as("seed " + seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void allModesEndInTheSameRows() {
        List<JsonObject> events = Stories.wholeLife();
        List<List<String>> ends = new ArrayList<>();
        for (String mode : MODES) {
            try (Delivery delivery = new Delivery(TestDatabase.H2, mode, new RecordedStripe(events))) {
                ends.add(delivery.inOrder());
            }
        }

        assertThat(ends).allSatisfy(rows -> assertThat(rows).isEqualTo(ends.get(0)));
        assertThat(ends.get(0)).hasSizeGreaterThan(20);
    }

    static Stream<Arguments> shortStories() {
        return Stream.of(
                        new Story("a subscription", Stories::aSubscription),
                        new Story("a product made again", Stories::aProductMadeAgain),
                        new Story("a discount", Stories::aDiscount),
                        new Story("an item that was taken back", Stories::anItemThatWasTakenBack),
                        new Story("a payment", Stories::aPayment),
                        new Story("a refund", Stories::aRefund))
                .flatMap(story -> MODES.stream().map(mode -> Arguments.of(story, mode)));
    }

    static Stream<Arguments> longStories() {
        return Stream.concat(
                MODES.stream().map(mode -> Arguments.of(TestDatabase.H2, mode, SAMPLES)),
                MODES.stream().map(mode -> Arguments.of(TestDatabase.POSTGRESQL, mode, 2)));
    }

    private static List<List<Integer>> ordersOf(int size) {
        List<List<Integer>> orders = new ArrayList<>(List.of(List.of()));
        for (int next = 0; next < size; next++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> order : orders) {
                for (int place = 0; place <= order.size(); place++) {
                    List<Integer> with = new ArrayList<>(order);
                    with.add(place, next);
                    longer.add(with);
                }
            }
            orders = longer;
        }
        return orders;
    }

    /** Worked off after each event or after some, and everything heard once more before and after the last work. */
    private static List<List<Integer>> waysToWorkOff(List<Integer> order) {
        int gaps = order.size() - 1;
        return IntStream.range(0, 1 << gaps)
                .mapToObj(pauses -> {
                    List<Integer> steps = new ArrayList<>();
                    for (int i = 0; i < order.size(); i++) {
                        steps.add(order.get(i));
                        if ((pauses >> i & 1) == 1) {
                            steps.add(Delivery.WORK);
                            steps.add(order.get(i));
                        }
                    }
                    steps.add(Delivery.WORK);
                    steps.addAll(order);
                    return steps;
                })
                .toList();
    }

    /** All events in some order, some of them more than once, with work in between here and there. */
    private static List<Integer> sample(Random random, int size) {
        List<Integer> steps = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        IntStream.range(0, size / 3).forEach(i -> steps.add(random.nextInt(size)));
        Collections.shuffle(steps, random);
        IntStream.range(0, 1 + random.nextInt(size / 2))
                .forEach(i -> steps.add(random.nextInt(steps.size()), Delivery.WORK));
        return steps;
    }
}
