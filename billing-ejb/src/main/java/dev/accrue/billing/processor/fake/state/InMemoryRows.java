package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.Row;
import dev.accrue.billing.processor.fake.world.Rows;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One account in memory, with an index for each way a row is found and a way back for each change. */
final class InMemoryRows implements Rows {

    private static final Comparator<Row> BY_DUE_TIME =
            Comparator.comparing(Row::dueAt).thenComparingLong(Row::sequence);

    private final Map<String, Row> byId = new HashMap<>();
    private final Map<String, NavigableMap<Long, Row>> bySequence = new HashMap<>();
    private final Map<String, NavigableSet<Row>> byDueTime = new HashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private long sequence;

    void commit() {
        undo.clear();
    }

    void rollback() {
        undo.forEach(Runnable::run);
        undo.clear();
    }

    @Override
    public Optional<Row> find(String kind, String id) {
        return Optional.ofNullable(byId.get(key(kind, id)));
    }

    @Override
    public void insert(Row row) {
        if (byId.containsKey(key(row.kind(), row.id()))) {
            throw new IllegalStateException("there is already a " + row.kind() + " " + row.id());
        }
        replace(null, row);
    }

    @Override
    public void update(Row row) {
        replace(find(row.kind(), row.id()).orElseThrow(), row);
    }

    @Override
    public void delete(String kind, String id) {
        find(kind, id).ifPresent(row -> replace(row, null));
    }

    @Override
    public List<Row> page(Query query) {
        NavigableMap<Long, Row> rows = bySequence.getOrDefault(index(query), new TreeMap<>());
        NavigableMap<Long, Row> ordered = query.oldestFirst() ? rows : rows.descendingMap();
        NavigableMap<Long, Row> rest = query.after() == null ? ordered : ordered.tailMap(query.after(), false);
        return rest.values().stream()
                .filter(row -> query.customer() == null || query.customer().equals(row.customer()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<Row> due(String clock, long until, int limit) {
        return byDueTime.getOrDefault(clock, new TreeSet<>(BY_DUE_TIME)).stream()
                .takeWhile(row -> row.dueAt() != null && row.dueAt() <= until)
                .limit(limit)
                .toList();
    }

    @Override
    public long nextSequence() {
        return ++sequence;
    }

    private void replace(@Nullable Row before, @Nullable Row after) {
        swap(before, after);
        undo.push(() -> swap(after, before));
    }

    private void swap(@Nullable Row before, @Nullable Row after) {
        if (before != null) {
            byId.remove(key(before.kind(), before.id()));
            indexes(before).forEach(index -> rowsOf(index).remove(before.sequence()));
            dueWith(before).ifPresent(due -> due.remove(before));
        }
        if (after != null) {
            byId.put(key(after.kind(), after.id()), after);
            indexes(after).forEach(index -> rowsOf(index).put(after.sequence(), after));
            dueWith(after).ifPresent(due -> due.add(after));
        }
    }

    private NavigableMap<Long, Row> rowsOf(String index) {
        return bySequence.computeIfAbsent(index, any -> new TreeMap<>());
    }

    private Optional<NavigableSet<Row>> dueWith(Row row) {
        return row.dueAt() == null
                ? Optional.empty()
                : Optional.of(byDueTime.computeIfAbsent(row.clock(), any -> new TreeSet<>(BY_DUE_TIME)));
    }

    private static Stream<String> indexes(Row row) {
        return Stream.of(row.kind(), key(row.kind() + " of", row.parent()), key(row.kind() + " for", row.customer()));
    }

    private static String index(Query query) {
        if (query.parent() != null) {
            return key(query.kind() + " of", query.parent());
        }
        return query.customer() != null ? key(query.kind() + " for", query.customer()) : query.kind();
    }

    private static String key(String kind, @Nullable String id) {
        return kind + " " + id;
    }
}
