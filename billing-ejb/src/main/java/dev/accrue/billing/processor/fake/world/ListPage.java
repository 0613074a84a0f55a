package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: ten by default, a hundred at most, continued behind or before an object that the client names.
 *
 * @see <a href="https://docs.stripe.com/api/pagination">Stripe: Pagination</a>
 */
public final class ListPage {

    private final World world;
    private final Params params;
    private final int limit;

    public ListPage(World world, Params params) {
        this.world = world;
        this.params = params;
        this.limit = limit(params);
    }

    /** The page of what the query finds and the filter lets through, expanded as asked. */
    public Doc of(Query query, Predicate<Doc> filter, String url) {
        boolean backwards = params.has("ending_before");
        Query from = query.oldestFirst(query.oldestFirst() != backwards)
                .after(cursor(query, backwards ? "ending_before" : "starting_after"));
        List<Doc> found = new ArrayList<>(
                world.stream(from).filter(filter).limit(limit + 1L).toList());
        boolean hasMore = found.size() > limit;
        if (hasMore) {
            found.remove(limit);
        }
        if (backwards) {
            Collections.reverse(found);
        }
        List<Doc> shown = found.stream().map(world::render).toList();
        Doc page = Renderer.list(shown, hasMore, url);
        new Expansion(world).expand(page, params.texts("expand"));
        return page;
    }

    public static Doc of(World world, Call call, Query query, Predicate<Doc> filter) {
        return new ListPage(world, call.params()).of(query, filter, call.path());
    }

    /** Lets through what was created in the range that the client asked for. */
    public static Predicate<Doc> created(Params params) {
        return created(params, "created");
    }

    /** The same for objects that call the moment of their creation otherwise. */
    public static Predicate<Doc> created(Params params, String field) {
        Params range = params.child("created");
        Optional<Long> exactly = params.whole("created");
        return doc -> {
            long created = doc.number(field);
            return exactly.map(moment -> created == moment).orElse(true)
                    && range.whole("gt").map(moment -> created > moment).orElse(true)
                    && range.whole("gte").map(moment -> created >= moment).orElse(true)
                    && range.whole("lt").map(moment -> created < moment).orElse(true)
                    && range.whole("lte").map(moment -> created <= moment).orElse(true);
        };
    }

    private @Nullable Long cursor(Query query, String name) {
        return params.text(name)
                .map(id -> world.sequence(world.need(Kind.of(query.kind()), id, name)))
                .orElse(null);
    }

    private static int limit(Params params) {
        long limit = params.whole("limit").orElse(10L);
        if (limit < 1 || limit > 100) {
            throw StripeError.invalid("Invalid limit: must be between 1 and 100", "limit");
        }
        return (int) limit;
    }
}
