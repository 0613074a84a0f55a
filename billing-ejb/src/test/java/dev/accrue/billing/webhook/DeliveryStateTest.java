package dev.accrue.billing.webhook;

import static dev.accrue.billing.webhook.DeliveryState.DEAD;
import static dev.accrue.billing.webhook.DeliveryState.DELIVERED;
import static dev.accrue.billing.webhook.DeliveryState.FAILED;
import static dev.accrue.billing.webhook.DeliveryState.ORPHANED;
import static dev.accrue.billing.webhook.DeliveryState.PENDING;
import static dev.accrue.billing.webhook.DeliveryState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

    private static final Map<DeliveryState, Set<DeliveryState>> ALLOWED = Map.of(
            PENDING, Set.of(RUNNING, ORPHANED),
            FAILED, Set.of(RUNNING, ORPHANED),
            RUNNING, Set.of(PENDING, RUNNING, DELIVERED, FAILED, DEAD, ORPHANED),
            DELIVERED, Set.of(PENDING),
            DEAD, Set.of(PENDING),
            ORPHANED, Set.of(PENDING));

    @ParameterizedTest
    @EnumSource
    void allowsWhatTheTableSaysAndNothingElse(DeliveryState state) {
        assertThat(Stream.of(DeliveryState.values()).filter(state::allows).collect(Collectors.toSet()))
                .isEqualTo(ALLOWED.get(state));
    }

    @Test
    void workIsLeftInEveryStateThatIsNotAnEnd() {
        assertThat(DeliveryState.UNFINISHED).containsExactlyInAnyOrder(PENDING, RUNNING, FAILED);
    }
}
