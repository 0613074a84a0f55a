package dev.accrue.billing.webhook;

import static dev.accrue.billing.webhook.EventState.DEAD;
import static dev.accrue.billing.webhook.EventState.DEFERRED;
import static dev.accrue.billing.webhook.EventState.FAILED;
import static dev.accrue.billing.webhook.EventState.IGNORED;
import static dev.accrue.billing.webhook.EventState.PROCESSED;
import static dev.accrue.billing.webhook.EventState.PROCESSING;
import static dev.accrue.billing.webhook.EventState.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventStateTest {

    private static final Set<EventState> WORKED_ON = Set.of(PROCESSING, PROCESSED, DEFERRED, FAILED, DEAD, IGNORED);

    private static final Map<EventState, Set<EventState>> ALLOWED = Map.of(
            RECEIVED, WORKED_ON,
            DEFERRED, WORKED_ON,
            FAILED, WORKED_ON,
            PROCESSING, WORKED_ON,
            PROCESSED, Set.of(RECEIVED),
            DEAD, Set.of(RECEIVED),
            IGNORED, Set.of(RECEIVED));

    @ParameterizedTest
    @EnumSource
    void allowsWhatTheTableSaysAndNothingElse(EventState state) {
        assertThat(Stream.of(EventState.values()).filter(state::allows).collect(Collectors.toSet()))
                .isEqualTo(ALLOWED.get(state));
    }

    @Test
    void workIsLeftInEveryStateThatIsNotAnEnd() {
        assertThat(EventState.UNFINISHED).containsExactlyInAnyOrder(RECEIVED, PROCESSING, DEFERRED, FAILED);
    }
}
