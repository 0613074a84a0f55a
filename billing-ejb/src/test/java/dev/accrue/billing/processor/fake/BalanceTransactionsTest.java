package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A customer's balance.
 *
 * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: customer invoice balance</a>
 */
class BalanceTransactionsTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final Wire wire = stripe.wire;
    private final String customer = wire.post("/v1/customers").text("id");
    private final String list = "/v1/customers/" + customer + "/balance_transactions";

    /** The example of https://docs.stripe.com/api/customer_balance_transactions/create: a credit of five dollars. */
    @Test
    void aNegativeAmountIsACredit() {
        Doc credit = wire.post(list, "amount", "-500", "currency", "usd");

        assertThat(credit.number("amount")).isEqualTo(-500);
        assertThat(credit.number("ending_balance")).isEqualTo(-500);
        assertThat(credit.text("type")).isEqualTo("adjustment");
        assertThat(wire.get("/v1/customers/" + customer).number("balance")).isEqualTo(-500);
        assertThat(wire.get("/v1/customers/" + customer).text("currency")).isEqualTo("usd");
    }

    @Test
    void eachTransactionSaysWhereTheBalanceEnds() {
        wire.post(list, "amount", "-500", "currency", "eur", "description", "sorry");
        wire.post(list, "amount", "200", "currency", "eur");

        assertThat(wire.get(list).children("data"))
                .extracting(transaction -> transaction.number("ending_balance"))
                .containsExactly(-300L, -500L);
        assertThat(wire.get(list, "limit", "1").isTrue("has_more")).isTrue();
    }

    @Test
    void itsMetadataCanBeChangedAndItsAmountCannot() {
        String id = wire.post(list, "amount", "-500", "currency", "eur").text("id");

        assertThat(wire.post(list + "/" + id, "metadata[a]", "b").text("metadata", "a"))
                .isEqualTo("b");
        assertThat(wire.refused("POST", list + "/" + id, "amount", "1").text("code"))
                .isEqualTo("parameter_unknown");
    }
}
