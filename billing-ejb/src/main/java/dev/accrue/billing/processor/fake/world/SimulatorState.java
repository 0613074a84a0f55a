package dev.accrue.billing.processor.fake.world;

import java.util.List;
import java.util.function.Function;

/**
 * Where the simulator keeps its accounts.
 *
 * <p>A unit of work has the account to itself: units on the same account follow one another, on every node, and each
 * sees all that the ones before it did. It stays as a whole or not at all. Implementations open their own connection
 * and commit it themselves, so a caller's transaction must not be running.
 */
public interface SimulatorState {

    /**
     * Runs the work alone on this account, which comes to be when it is first used. When the work throws, nothing of it
     * stays.
     */
    <T> T alone(String account, Function<Rows, T> work);

    /** Every account that was ever used. */
    List<String> accounts();
}
