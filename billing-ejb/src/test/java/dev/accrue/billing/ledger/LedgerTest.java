package dev.accrue.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written in the ledger stays, whoever wants it otherwise. */
class LedgerTest {

    private static final String APPEND_ONLY = "45A01";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theDatabaseItselfRefusesToChangeOrRemoveAFact(TestDatabase kind) {
        try (TestBilling billing = withAFact(kind)) {
            List<Fact> before = facts(billing);

            assertThat(refusalOf(billing, "update #ledger_facts set detail = '{}'"))
                    .isEqualTo(APPEND_ONLY);
            assertThat(refusalOf(billing, "delete from #ledger_facts")).isEqualTo(APPEND_ONLY);
            assertThatThrownBy(() -> run(billing, "truncate table #ledger_facts"))
                    .isInstanceOf(DatabaseException.class);

            assertThat(before).isNotEmpty();
            assertThat(facts(billing)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aFactThatIsThereStaysAsItIsWhenItIsAppendedAgain(TestDatabase kind) {
        try (TestBilling billing = withAFact(kind)) {
            List<Fact> before = facts(billing);

            billing.database()
                    .doInTransaction(tx -> billing.get(Ledger.class).append(tx, List.of(other(before.get(0)))));

            assertThat(facts(billing)).isEqualTo(before);
        }
    }

    private static TestBilling withAFact(TestDatabase kind) {
        TestBilling billing = TestBilling.on(kind).start();
        billing.get(Billing.class).customers().getOrCreate(() -> new BillableRef("organisation", "acme"));
        return billing;
    }

    private static List<Fact> facts(TestBilling billing) {
        return billing.get(Ledger.class).newest(Account.platform(false), 10);
    }

    private static Fact other(Fact fact) {
        return new Fact(
                fact.id(),
                "customer.something_else",
                fact.schemaVersion(),
                fact.subject(),
                fact.actor(),
                fact.operationId(),
                fact.traceId(),
                fact.cause(),
                fact.detail(),
                fact.occurredAt());
    }

    private static String refusalOf(TestBilling billing, String sql) {
        return catchThrowableOfType(DatabaseException.class, () -> run(billing, sql))
                .sqlState();
    }

    private static void run(TestBilling billing, String sql) {
        billing.database().doInTransaction(tx -> tx.update(sql));
    }
}
