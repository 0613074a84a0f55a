package dev.accrue.billing.processor.fake;

import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorContract;
import dev.accrue.billing.processor.fake.state.InMemoryState;
import dev.accrue.billing.processor.stripe.CheckedProcessor;
import dev.accrue.billing.processor.stripe.StripeProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The Stripe adapter over the simulator does what every processor must. */
class SimulatedProcessorTest extends ProcessorContract {

    private final Processor processor = new CheckedProcessor(StripeProcessor.over(
            new StripeSimulator(new InMemoryState(), SimulatorSettings.of(Instant::now, Instant::now, List.of())),
            ConfigReader.read(key -> Optional.empty()),
            Instant::now));

    @Override
    protected Processor processor() {
        return processor;
    }
}
