package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.stripe.StripeFixture.NOW;
import static dev.accrue.billing.processor.stripe.StripeFixture.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.config.ConfigurationException;
import dev.accrue.billing.config.FaultCode;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorProducerTest {

    private final ScriptedTransport simulator = new ScriptedTransport();
    private final Processor custom = StripeFixture.over(simulator);

    @Test
    void speaksToTheSimulatorUnderItsOwnKey() {
        simulator.answering("{\"id\": \"cus_1\"}");

        Processor processor = producer(Map.of()).chosen();

        assertThat(processor.fetch(Fetch.of(PLATFORM, "customer", "cus_1")).object())
                .containsKey("id");
        assertThat(simulator.request().headers()).containsEntry("authorization", "Bearer sk_test_simulator");
    }

    @Test
    void speaksToStripeOverHttp() {
        Processor processor = producer(Map.of(
                        "billing.profile", "prod",
                        "billing.processor", "stripe",
                        "billing.stripe.secret-key", "rk_live_x",
                        "billing.stripe.api-base", "http://127.0.0.1:1",
                        "billing.stripe.max-retries", "0",
                        "billing.webhooks.endpoint.stripe.secrets", "whsec_x"))
                .chosen();

        assertThat(processor).isInstanceOf(StripeProcessor.class);
        assertThatThrownBy(() -> processor.fetch(Fetch.of(Account.platform(true), "customer", "cus_1")))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("connection_failed");
    }

    @Test
    void takesAHostsProcessorByItsName() {
        assertThat(producer(custom("acme")).chosen()).isSameAs(custom);
    }

    @Test
    void namesTheFaultWhenNobodyHasTheName() {
        assertThatThrownBy(() -> producer(custom("nobody")).chosen())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.faults())
                                .singleElement()
                                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.UNKNOWN_PROCESSOR)));
    }

    @Test
    void namesTheFaultWhenTheSimulatorIsMissing() {
        ProcessorProducer producer = producer(Map.of());
        producer.simulator = instance(Optional.empty());

        assertThatThrownBy(producer::chosen)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the simulator is not part of this deployment");
    }

    private static Map<String, String> custom(String name) {
        return Map.of("billing.processor", name, "billing.webhooks.endpoint.stripe.secrets", "whsec_x");
    }

    private ProcessorProducer producer(Map<String, String> settings) {
        ProcessorProducer producer = new ProcessorProducer();
        producer.config = ConfigReader.read(key -> Optional.ofNullable(settings.get(key)));
        producer.clock = () -> NOW;
        producer.processors = instance(Optional.of(custom));
        producer.simulator = instance(Optional.of(simulator));
        return producer;
    }

    /** What the container would inject: of the named beans it has one, {@code acme}. */
    @SuppressWarnings("unchecked")
    private static <T> Instance<T> instance(Optional<T> bean) {
        return (Instance<T>) Proxy.newProxyInstance(
                ProcessorProducerTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isResolvable" -> bean.isPresent();
                    case "get" -> bean.orElseThrow();
                    case "select" -> {
                        Named name = (Named) ((Object[]) arguments[0])[0];
                        yield instance(bean.filter(any -> name.value().equals("acme")));
                    }
                    default -> throw new AssertionError(method);
                });
    }
}
