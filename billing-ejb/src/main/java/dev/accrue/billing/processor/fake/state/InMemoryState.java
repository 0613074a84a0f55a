package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.world.Rows;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** Accounts in this process's memory: fast, and gone with it. Safe for many threads. */
public final class InMemoryState implements SimulatorState {

    private final Map<String, InMemoryRows> accounts = new ConcurrentSkipListMap<>();

    @Override
    public <T> T alone(String account, Function<Rows, T> work) {
        InMemoryRows rows = accounts.computeIfAbsent(account, any -> new InMemoryRows());
        synchronized (rows) {
            try {
                T result = work.apply(rows);
                rows.commit();
                return result;
            } catch (RuntimeException | Error e) {
                rows.rollback();
                throw e;
            }
        }
    }

    @Override
    public List<String> accounts() {
        return List.copyOf(accounts.keySet());
    }
}
