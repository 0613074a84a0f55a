package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.Databases;
import dev.accrue.billing.processor.fake.world.SimulatorState;

class H2StateTest extends StateContract {

    private final SimulatorState state = new JdbcState(Databases.h2());

    @Override
    protected SimulatorState state() {
        return state;
    }
}
