package dev.accrue.billing.persistence;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of an extract: account, mode and Stripe's id. JPA wants a class with a constructor without arguments. */
public class ExtractId implements Serializable {

    private static final long serialVersionUID = 1L;

    private String account = "";
    private boolean livemode;
    private String id = "";

    protected ExtractId() {} // JPA

    public ExtractId(String account, boolean livemode, String id) {
        this.account = account;
        this.livemode = livemode;
        this.id = id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExtractId that
                && account.equals(that.account)
                && livemode == that.livemode
                && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(account, livemode, id);
    }
}
