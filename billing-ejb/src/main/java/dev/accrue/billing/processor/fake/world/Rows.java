package dev.accrue.billing.processor.fake.world;

import java.util.List;
import java.util.Optional;

/** The stored objects of one account, as one unit of work sees them. Valid only inside that unit of work. */
public interface Rows {

    Optional<Row> find(String kind, String id);

    void insert(Row row);

    void update(Row row);

    void delete(String kind, String id);

    /** At most the query's limit of rows, in its order. */
    List<Row> page(Query query);

    /** What time changes on this clock until the given second, earliest first, then in the order of creation. */
    List<Row> due(String clock, long until, int limit);

    /** A number greater than all before it in this account. */
    long nextSequence();
}
