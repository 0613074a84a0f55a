package dev.accrue.billing.catalog;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a product. */
@Entity(name = "Product")
@Table(name = "products")
class ProductEntity extends Extract {

    @Column(name = "name")
    private @Nullable String name;

    protected ProductEntity() {} // JPA

    String productId() {
        return id();
    }

    Optional<String> name() {
        return text(name);
    }
}
