package dev.accrue.billing.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.OperationAbandonedException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.ProbedWire.Break;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.operation.OperationCase.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every kind of operation: asked for twice it is done once, a crash loses nothing and doubles nothing,
 * and nobody waits for Stripe with a connection in hand (which the harness sees to in every test).
 */
class EveryOperationTest {

    /** Kinds of each sort: of a customer, of a subscription by one request and by two, and of a payment. */
    private static final Set<String> ON_POSTGRESQL =
            Set.of("customer.create", "subscription.create", "subscription.swap_at_period_end", "invoice.pay");

    private final ProbedWire wire = new ProbedWire();
    private TestBilling billing;

    @AfterEach
    void stop() {
        billing.close();
    }

    static List<OperationCase> every() {
        return OperationCases.all();
    }

    static Stream<Arguments> everyAndSomeOnPostgresql() {
        return Stream.concat(
                every().stream().map(operation -> Arguments.of(operation, TestDatabase.H2)),
                every().stream()
                        .filter(operation -> ON_POSTGRESQL.contains(operation.kind()))
                        .map(operation -> Arguments.of(operation, TestDatabase.POSTGRESQL)));
    }

    @Test
    void noKindIsMissingHere() {
        start(TestDatabase.H2);
        Set<String> kinds = recoveries().flatMap(one -> one.kinds().stream()).collect(Collectors.toSet());

        assertThat(OperationCases.all()).extracting(OperationCase::kind).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(kinds).containsAll(ON_POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("everyAndSomeOnPostgresql")
    @Shows(Shows.EVERY)
    void askedForEightTimesAtOnceItIsDoneOnce(OperationCase operation, TestDatabase database) throws Exception {
        Asking asking = prepared(database, operation, "at-once");

        List<Throwable> failures = atOnce(8, asking, "op-" + operation);
        asking.ask("op-" + operation);

        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(OperationInProgressException.class));
        assertThat(wire.commands()).hasSize(operation.requests());
        assertThat(facts(operation)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everyAndSomeOnPostgresql")
    @Shows(Shows.EVERY)
    void aProcessThatDiesAfterStripeActedLosesNothing(OperationCase operation, TestDatabase database) {
        Asking asking = prepared(database, operation, "death");
        breakLast(operation, Break.DEATH);
        assertThatThrownBy(() -> asking.ask("died-" + operation)).isInstanceOf(ProbedWire.Death.class);
        restart();

        billing.recover();
        asking.ask("died-" + operation);

        assertThat(wire.commands()).hasSize(operation.requests());
        assertThat(facts(operation)).isEqualTo(1);
        assertThat(state(operation)).isEqualTo("DONE");
    }

    @ParameterizedTest
    @MethodSource("every")
    @Shows(Shows.EVERY)
    void anAnswerThatIsLostIsFoundOutAbout(OperationCase operation) {
        Asking asking = prepared(operation, "lost");
        breakLast(operation, Break.AFTER);
        assertThatThrownBy(() -> asking.ask("lost-" + operation)).isInstanceOf(OutcomePendingException.class);

        billing.recover();

        assertThat(wire.commands()).hasSize(operation.requests());
        assertThat(facts(operation)).isEqualTo(1);
        assertThat(state(operation)).isEqualTo("DONE");
    }

    @ParameterizedTest
    @MethodSource("every")
    @Shows(Shows.EVERY)
    void whatNeverReachedStripeIsSentLateOnlyWhereNobodyMinds(OperationCase operation) {
        Asking asking = prepared(operation, "never");
        breakLast(operation, Break.BEFORE);
        assertThatThrownBy(() -> asking.ask("never-" + operation)).isInstanceOf(OutcomePendingException.class);

        billing.recover();

        boolean late = resendable(operation);
        assertThat(wire.commands()).hasSize(operation.requests() - (late ? 0 : 1));
        assertThat(state(operation)).isEqualTo(late ? "DONE" : "ABANDONED");
        assertThat(catchThrowable(() -> asking.ask("never-" + operation)))
                .satisfies(
                        late
                                ? any -> assertThat(any).isNull()
                                : any -> assertThat(any).isInstanceOf(OperationAbandonedException.class));
    }

    static List<OperationCase> prepared() {
        return every().stream().filter(operation -> operation.requests() > 1).toList();
    }

    @ParameterizedTest
    @MethodSource("prepared")
    @Shows({"subscription.swap_at_period_end"})
    void aProcessThatDiesBetweenTheRequestsIsTakenUpWhereItStopped(OperationCase operation) {
        Asking asking = prepared(operation, "between");
        wire.breakNext(Break.DEATH);
        assertThatThrownBy(() -> asking.ask("between-" + operation)).isInstanceOf(ProbedWire.Death.class);
        restart();

        billing.recover();
        billing.letTurnsRunOut(); // nobody had written the operation down yet
        asking.ask("between-" + operation);

        assertThat(wire.commands()).hasSize(operation.requests());
        assertThat(facts(operation)).isEqualTo(1);
        assertThat(state(operation)).isEqualTo("DONE");
    }

    @ParameterizedTest
    @MethodSource("prepared")
    @Shows({"subscription.swap_at_period_end"})
    void aPreparationWithoutAnAnswerMayBeRepeated(OperationCase operation) {
        Asking asking = prepared(operation, "unprepared");
        wire.breakNext(Break.AFTER);
        assertThatThrownBy(() -> asking.ask("unprepared-" + operation)).isInstanceOf(RequestRefusedException.class);

        asking.ask("unprepared-" + operation);

        assertThat(wire.commands()).hasSize(operation.requests());
        assertThat(facts(operation)).isEqualTo(1);
    }

    @Test
    void aConnectionInHandIsNoticed() throws Exception {
        Asking asking = prepared(every().get(1), "held");

        try (var held = billing.dataSource().getConnection()) {
            assertThat(held.isClosed()).isFalse();
            assertThatThrownBy(() -> asking.ask("held")).hasMessageContaining("while a connection");
        }
    }

    private Asking prepared(OperationCase operation, String scene) {
        return prepared(TestDatabase.H2, operation, scene);
    }

    private Asking prepared(TestDatabase database, OperationCase operation, String scene) {
        start(database);
        Billable owner = () -> new BillableRef("organisation", scene + "-" + operation.kind());
        Asking asking = operation.scene().prepare(billing, owner);
        wire.commands().clear();
        return asking;
    }

    private void start(TestDatabase database) {
        billing = TestBilling.on(database).wire(wire::over).start();
    }

    private void breakLast(OperationCase operation, Break how) {
        wire.breakAfter(operation.requests() - 1, how);
    }

    private Stream<Recovery> recoveries() {
        return billing.every(Recovery.class);
    }

    private boolean resendable(OperationCase operation) {
        return recoveries()
                .filter(one -> one.kinds().contains(operation.kind()))
                .anyMatch(one -> one.isResendable(operation.kind()));
    }

    private String state(OperationCase operation) {
        return newest(operation, row -> row.text("state"));
    }

    private long facts(OperationCase operation) {
        String id = newest(operation, row -> row.uuid("id").toString());
        return billing.count("ledger_facts", "fact_type = '" + operation.kind() + "' and cause_id = '" + id + "'");
    }

    private <T> T newest(OperationCase operation, Tx.Reader<T> row) {
        return billing.database()
                .inTransaction(tx -> tx.find(
                        "select * from #operations where kind = ? order by started_at desc limit 1",
                        row,
                        operation.kind()))
                .orElseThrow();
    }

    private void restart() {
        billing.stop();
        billing.start();
    }

    private List<Throwable> atOnce(int threads, Asking asking, String id) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Throwable>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(() -> catchThrowable(() -> asking.ask(id)));
            }
            List<Throwable> failures = new ArrayList<>();
            for (Future<Throwable> call : pool.invokeAll(calls)) {
                failures.add(call.get());
            }
            return failures.stream().filter(Objects::nonNull).toList();
        } finally {
            pool.shutdown();
        }
    }
}
