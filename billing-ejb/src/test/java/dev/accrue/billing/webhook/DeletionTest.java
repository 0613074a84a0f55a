package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.stripe.StripePaths;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionTest {

    @ParameterizedTest
    @CsvSource({
        "account.external_account.deleted, bank_account",
        "account.external_account.deleted, card",
        "coupon.deleted, coupon",
        "customer.deleted, customer",
        "customer.discount.deleted, discount",
        "customer.source.deleted, card",
        "customer.source.deleted, bank_account",
        "customer.tax_id.deleted, tax_id",
        "invoice.deleted, invoice",
        "invoiceitem.deleted, invoiceitem",
        "person.deleted, person",
        "plan.deleted, plan",
        "price.deleted, price",
        "product.deleted, product",
        "test_helpers.test_clock.deleted, test_helpers.test_clock",
        "v1.customer.deleted, customer",
        "v2.core.account_person.deleted, v2.core.account_person"
    })
    void isTheEndOfTheObject(String eventType, String objectType) {
        assertThat(Deletion.is(eventType, objectType)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "customer.subscription.deleted, subscription", // it was cancelled
        "customer.source.deleted, source", // it was taken from its customer
        "customer.deleted, subscription",
        "account.application.deauthorized, application",
        "payment_method.detached, payment_method",
        "v2.core.account.closed, v2.core.account",
        "subscription_schedule.canceled, subscription_schedule"
    })
    void isNotTheEndOfTheObject(String eventType, String objectType) {
        assertThat(Deletion.is(eventType, objectType)).isFalse();
    }

    @Test
    void decidesAboutEveryEventTypeWithThisName() {
        List<String> decided = List.of(
                "account.external_account.deleted",
                "coupon.deleted",
                "customer.deleted",
                "customer.discount.deleted",
                "customer.source.deleted",
                "customer.subscription.deleted",
                "customer.tax_id.deleted",
                "invoice.deleted",
                "invoiceitem.deleted",
                "person.deleted",
                "plan.deleted",
                "price.deleted",
                "product.deleted",
                "test_helpers.test_clock.deleted");

        assertThat(StripePaths.eventTypes().stream().filter(type -> type.endsWith("deleted")))
                .containsExactlyElementsOf(decided);
    }
}
