package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.stripe.StripePaths;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of re-reading together with what the adapter can read. */
class RereadingTest {

    /** What the adapter's paths alone do not say. */
    private static final Map<String, Rereading> OTHERWISE = Map.of(
            "event", Rereading.NOT_AT_ALL, // stands for what has no identity; no event is about an event
            "billing.credit_balance_summary", Rereading.FROM_EVENT, // its path wants filters besides
            "entitlements.active_entitlement_summary", Rereading.BY_LIST); // it sums up a list of another type

    @ParameterizedTest
    @MethodSource("types")
    void agreesWithTheAdapter(String type) {
        assertThat(Rereading.of(type)).isEqualTo(OTHERWISE.getOrDefault(type, byPaths(StripePaths.places(type))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void namesParentsAsTheAdaptersPathsDo(String type) {
        List<String> others = StripePaths.places(type).stream()
                .flatMap(List::stream)
                .filter(place -> !place.equals("id"))
                .toList();

        assertThat(Rereading.parentsOf(type)).isEqualTo(others);
    }

    @Test
    void decidesAboutNothingThatTheAdapterDoesNotKnow() {
        assertThat(StripePaths.objectTypes()).containsAll(Rereading.types());
    }

    @Test
    void takesFromItsEventsWhatNobodyHasHeardOf() {
        assertThat(Rereading.of("something.of_next_year")).isEqualTo(Rereading.FROM_EVENT);
    }

    private static Rereading byPaths(List<List<String>> paths) {
        if (paths.isEmpty()) {
            return Rereading.FROM_EVENT;
        }
        boolean idIsEnough = paths.stream().anyMatch(places -> Set.of("id").containsAll(places));
        return idIsEnough ? Rereading.BY_ID : Rereading.THROUGH_PARENT;
    }

    static Set<String> types() {
        return StripePaths.objectTypes();
    }
}
