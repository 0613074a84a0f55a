package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody makes in Stripe's dashboard is mirrored without an owner until an entity claims it. */
class UnclaimedTest {

    private static final BillableRef ACME = new BillableRef("organisation", "acme");
    private static final BillableRef OTHER = new BillableRef("organisation", "other");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatNobodyClaimedIsMirroredAndCounted(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            assertThat(customers(billing).unclaimed()).isEqualTo(new Unclaimed(0, 0));

            String customer = aSubscriberMadeElsewhere(billing);

            assertThat(customers(billing).unclaimed(10))
                    .singleElement()
                    .satisfies(found -> assertThat(found.id()).isEqualTo(customer));
            assertThat(customers(billing).unclaimed().customers()).isEqualTo(1);
            assertThat(customers(billing).unclaimed().objects())
                    .isEqualTo(billing.count("stripe_objects", "customer_id = '" + customer + "'"))
                    .isGreaterThan(4);
            assertThat(billing.count("subscriptions", "customer_id = '" + customer + "'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("Customers.adopt")
    void anEntityThatClaimsACustomerHasAllThatIsTheCustomers(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String customer = aSubscriberMadeElsewhere(billing);

            customers(billing).adopt(ACME, customer);

            assertThat(customers(billing).unclaimed()).isEqualTo(new Unclaimed(0, 0));
            assertThat(customers(billing).unclaimed(10)).isEmpty();
            assertThat(billing.get(Billing.class).subscriptions().of(ACME)).hasSize(1);
            assertThat(billing.get(Billing.class).invoices().of(ACME)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("Customers.adopt")
    void aCustomerIsClaimedOnce(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String customer = aSubscriberMadeElsewhere(billing);
            customers(billing).adopt(ACME, customer);
            customers(billing).adopt(ACME, customer);

            assertThatThrownBy(() -> customers(billing).adopt(OTHER, customer))
                    .isInstanceOf(CustomerTakenException.class);
        }
    }

    private static Customers customers(TestBilling billing) {
        return billing.get(Billing.class).customers();
    }

    private static String aSubscriberMadeElsewhere(TestBilling billing) {
        String customer = post(
                billing,
                "/v1/customers",
                "email=ada%40example.com&payment_method=pm_card_visa"
                        + "&invoice_settings[default_payment_method]=pm_card_visa");
        post(billing, "/v1/subscriptions", "customer=" + customer + "&items[0][price]=price_basic_monthly");
        billing.settle();
        return customer;
    }

    private static String post(TestBilling billing, String path, String form) {
        try {
            WireResponse answer = billing.stripe()
                    .send(new WireRequest("POST", path, "", Map.of("authorization", "Bearer sk_test_simulator"), form));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return Json.parse(answer.body()).getString("id");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
