package dev.accrue.billing.persistence;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row that a projector wrote. Entities of this kind are read and never written: the projector is the one writer, in
 * SQL, so that a command and a webhook cannot write differently.
 */
@MappedSuperclass
@IdClass(ExtractId.class)
public abstract class Extract {

    @Id
    @Column(name = "account")
    private String account = "";

    @Id
    @Column(name = "livemode")
    private boolean livemode;

    @Id
    @Column(name = "id")
    private String id = "";

    @Column(name = "revision")
    private long revision;

    protected Extract() {} // JPA

    protected Account account() {
        return new Account(account, livemode);
    }

    protected String id() {
        return id;
    }

    protected long revision() {
        return revision;
    }

    protected static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value);
    }

    protected static Optional<Instant> moment(@Nullable Instant value) {
        return Optional.ofNullable(value);
    }

    protected static Money money(long minor, String currency) {
        return Money.ofMinor(minor, currency);
    }
}
