package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.world.SimulatorState;

class InMemoryStateTest extends StateContract {

    private final SimulatorState state = new InMemoryState();

    @Override
    protected SimulatorState state() {
        return state;
    }
}
