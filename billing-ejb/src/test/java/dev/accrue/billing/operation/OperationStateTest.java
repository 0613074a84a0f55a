package dev.accrue.billing.operation;

import static dev.accrue.billing.operation.OperationState.ABANDONED;
import static dev.accrue.billing.operation.OperationState.DECLINED;
import static dev.accrue.billing.operation.OperationState.DONE;
import static dev.accrue.billing.operation.OperationState.REFUSED;
import static dev.accrue.billing.operation.OperationState.STARTED;
import static dev.accrue.billing.operation.OperationState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationStateTest {

    private static final Map<OperationState, Set<OperationState>> ALLOWED = Map.of(
            STARTED, Set.of(UNKNOWN, DONE, DECLINED, REFUSED, ABANDONED),
            UNKNOWN, Set.of(DONE, DECLINED, REFUSED, ABANDONED),
            REFUSED, Set.of(STARTED),
            ABANDONED, Set.of(STARTED),
            DONE, Set.of(),
            DECLINED, Set.of());

    @ParameterizedTest
    @EnumSource
    void allowsWhatTheTableSaysAndNothingElse(OperationState state) {
        assertThat(Stream.of(OperationState.values()).filter(state::allows).collect(Collectors.toSet()))
                .isEqualTo(ALLOWED.get(state));
    }

    @Test
    void whatWasStartedOrGotNoAnswerIsFoundOutAbout() {
        assertThat(OperationState.unresolved()).containsExactlyInAnyOrder(STARTED, UNKNOWN);
    }
}
