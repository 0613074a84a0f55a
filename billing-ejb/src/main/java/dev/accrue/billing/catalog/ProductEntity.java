package dev.accrue.billing.catalog;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a product. */
@Entity(name = "Product")
@Table(name = "products")
class ProductEntity extends Extract {

    @Column(name = "name")
    private @Nullable String name;

    @Column(name = "active")
    private boolean active;

    @Column(name = "tax_code")
    private @Nullable String taxCode;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected ProductEntity() {} // JPA

    Product with(List<Price> prices) {
        return new Product(account(), id(), text(name).orElse(""), text(taxCode), active, prices);
    }

    String productId() {
        return id();
    }

    Optional<String> name() {
        return text(name);
    }
}
