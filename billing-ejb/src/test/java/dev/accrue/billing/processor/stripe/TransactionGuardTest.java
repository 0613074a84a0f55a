package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.stripe.StripeFixture.CREATE_CUSTOMER;
import static dev.accrue.billing.processor.stripe.StripeFixture.PLATFORM;
import static dev.accrue.billing.processor.stripe.StripeFixture.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionGuardTest {

    private final ScriptedTransport wire = new ScriptedTransport();

    @Test
    void asksNothingInsideOfADatabaseTransaction() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:");
        Database database = new Database(dataSource, ConfigReader.read(key -> Optional.empty()));
        Processor stripe = StripeFixture.over(wire);

        assertThatThrownBy(() -> database.inTransaction(tx -> stripe.perform(CREATE_CUSTOMER, STEP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("call CUSTOMER_CREATE inside of a database transaction; end");
        assertThat(wire.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_ACTIVE, Status.STATUS_MARKED_ROLLBACK, Status.STATUS_COMMITTING})
    void asksNothingInsideOfAJtaTransaction(int status) {
        Processor stripe = over(status);

        assertRefused(() -> stripe.perform(CREATE_CUSTOMER, STEP));
        assertRefused(() -> stripe.fetch(Fetch.of(PLATFORM, "customer", "cus_1")));
        assertRefused(() -> stripe.list(Listing.of(PLATFORM, "customer")));
        assertThat(wire.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK})
    void asksOutsideAndAfterATransaction(int status) {
        wire.answering("{}");

        over(status).perform(CREATE_CUSTOMER, STEP);

        assertThat(wire.requests()).hasSize(1);
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside of a JTA transaction; call it from a method with");
    }

    private Processor over(int status) {
        return StripeFixture.over(wire, RateGate.OPEN, new TransactionGuard(Optional.of(registryIn(status))));
    }

    private static TransactionSynchronizationRegistry registryIn(int status) {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                TransactionGuardTest.class.getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> status);
    }
}
