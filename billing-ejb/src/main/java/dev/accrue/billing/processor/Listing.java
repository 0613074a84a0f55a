package dev.accrue.billing.processor;

import dev.accrue.billing.account.Account;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reading of one page of a list.
 *
 * @param account whose objects
 * @param type the {@code object} name of the elements, for example {@code subscription}
 * @param filters Stripe's filters by name, for example {@code customer} or {@code created[gte]}; a list below another
 *     object (an invoice's lines) takes the parent's id as the filter that Stripe names it by
 */
public record Listing(Account account, String type, Map<String, String> filters) {

    public Listing {
        filters = Map.copyOf(filters);
    }

    public static Listing of(Account account, String type) {
        return new Listing(account, type, Map.of());
    }

    public Listing where(String filter, String value) {
        Map<String, String> more = new TreeMap<>(filters);
        more.put(filter, value);
        return new Listing(account, type, more);
    }

    /** The page that follows the object with the given id. */
    public Listing after(String id) {
        return where("starting_after", id);
    }
}
