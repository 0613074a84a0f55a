package dev.accrue.billing.processor.stripe;

import com.stripe.Stripe;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.StripeSettings;
import dev.accrue.billing.config.ConfigurationException;
import dev.accrue.billing.config.Fault;
import dev.accrue.billing.config.FaultCode;
import dev.accrue.billing.processor.MeteredProcessor;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.Simulated;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.time.SystemClock;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The configured {@link Processor}: {@code stripe}, {@code fake}, or a host's bean by its name.
 *
 * <p>A host's named bean has the default qualifier as well, so this producer is an alternative: it decides, not the
 * number of beans.
 */
@Alternative
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
@ApplicationScoped
class ProcessorProducer {

    @Inject
    BillingConfig config;

    @Inject
    SystemClock clock;

    @Inject
    Meters meters;

    @Inject
    @Any
    Instance<Processor> processors;

    @Inject
    @Simulated
    Instance<Transport> simulator;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Produces
    @ApplicationScoped
    Processor processor() {
        return new MeteredProcessor(chosen(), meters);
    }

    /** The processor itself, before anybody times it. */
    Processor chosen() {
        return switch (config.processor()) {
            case BillingConfig.STRIPE -> over(http(config.stripe()));
            case BillingConfig.FAKE ->
                over(only(simulator, "the simulator is not part of this deployment.", "set billing.processor=stripe."));
            default ->
                only(
                        processors.select(NamedLiteral.of(config.processor())),
                        "there is no such processor.",
                        "set stripe or fake, or deploy one CDI bean that implements Processor with this @Named.");
        };
    }

    private Processor over(Transport transport) {
        return StripeProcessor.over(transport, config, clock, new TransactionGuard(Optional.ofNullable(transactions)));
    }

    private static Transport http(StripeSettings stripe) {
        return new HttpTransport(
                stripe.apiBase().orElseGet(() -> URI.create(Stripe.LIVE_API_BASE)),
                stripe.connectTimeout(),
                stripe.readTimeout());
    }

    private static <T> T only(Instance<T> candidates, String cause, String fix) {
        if (!candidates.isResolvable()) {
            throw new ConfigurationException(
                    List.of(new Fault(FaultCode.UNKNOWN_PROCESSOR, "billing.processor", cause, fix)));
        }
        return candidates.get();
    }
}
