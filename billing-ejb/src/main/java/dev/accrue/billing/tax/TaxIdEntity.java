package dev.accrue.billing.tax;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The extract of a tax id. */
@Entity(name = "TaxId")
@Table(name = "tax_ids")
class TaxIdEntity extends Extract {

    @Column(name = "customer_id")
    private @Nullable String customerId;

    @Column(name = "id_type")
    private @Nullable String type;

    @Column(name = "id_value")
    private @Nullable String value;

    @Column(name = "country")
    private @Nullable String country;

    @Column(name = "verification")
    private @Nullable String verification;

    @Column(name = "created_at")
    private @Nullable Instant createdAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected TaxIdEntity() {} // JPA

    TaxId taxId() {
        return new TaxId(
                id(),
                text(customerId).orElse(""),
                text(type).orElse("unknown"),
                text(value).orElse(""),
                text(country),
                text(verification).map(TaxIdVerification::of).orElse(TaxIdVerification.UNAVAILABLE));
    }
}
