package dev.accrue.billing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.customer.CustomerProjector;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Projected;
import dev.accrue.billing.mirror.StripeExamples;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

class CatalogProjectorsTest {

    @Test
    void projectsStripesExampleOfAPrice() {
        Row row = Projected.row(new PriceProjector(), StripeExamples.of("price"));

        assertThat(row.get("product_id")).isEqualTo("prod_QXg1hqf4jFNsqG");
        assertThat(row.get("active")).isEqualTo(true);
        assertThat(row.get("currency")).isEqualTo("usd");
        assertThat(row.get("unit_minor")).isEqualTo(2000L);
        assertThat(row.get("unit_decimal")).isEqualTo("2000");
        assertThat(row.get("recur_unit")).isEqualTo("month");
        assertThat(row.get("recur_count")).isEqualTo(1L);
    }

    @Test
    void aPriceOfAFractionOfACentHasNoWholeAmount() {
        JsonObject fraction = Json.object(StripeExamples.of("price"))
                .add("unit_amount", JsonValue.NULL)
                .add("unit_amount_decimal", "0.05")
                .build();

        Row row = Projected.row(new PriceProjector(), fraction);

        assertThat(row.get("unit_minor")).isNull();
        assertThat(row.get("unit_decimal")).isEqualTo("0.05");
    }

    @Test
    void projectsStripesExampleOfAProduct() {
        Row row = Projected.row(new ProductProjector(), StripeExamples.of("product"));

        assertThat(row.get("name")).isEqualTo("T-shirt");
        assertThat(row.get("active")).isEqualTo(true);
        assertThat(row.get("tax_code")).isNull();
    }

    @Test
    void projectsStripesExampleOfACustomer() {
        Row row = Projected.row(new CustomerProjector(), StripeExamples.of("customer"));

        assertThat(row.get("currency")).isEqualTo("usd");
        assertThat(row.get("balance_minor")).isEqualTo(0L);
        assertThat(row.get("delinquent")).isEqualTo(false);
        assertThat(row.get("preferred_locale")).isNull();
    }

    @Test
    void aCustomersFirstLocaleIsTheOnePreferred() {
        JsonObject customer = Json.object(StripeExamples.of("customer"))
                .add("preferred_locales", Json.array().add("de-AT").add("en"))
                .build();

        assertThat(Projected.row(new CustomerProjector(), customer).get("preferred_locale"))
                .isEqualTo("de-AT");
    }
}
