package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One account as one unit of work sees it: every object at most once in memory, changes written through, time on each
 * of its clocks, and the log of events.
 *
 * <p>Objects are kept as Stripe shows them without expansion, except that nested lists live in their own rows. Fields
 * with an underscore are the simulator's own: {@code _parent}, {@code _clock} and {@code _due} place the row.
 */
public final class World {

    private final Rows rows;
    private final Origin origin;
    private final IdSource ids;
    private final Shapes shapes;
    private final Moments moments;
    private final Renderer renderer;
    private final EventLog events;
    private final Map<String, Doc> known = new HashMap<>();
    private final IdentityHashMap<Doc, Long> sequences = new IdentityHashMap<>();

    World(Rows rows, Origin origin, Surroundings surroundings) {
        this.rows = rows;
        this.origin = origin;
        this.ids = surroundings.ids();
        this.shapes = surroundings.shapes();
        this.moments = new Moments(surroundings.business());
        this.renderer = new Renderer(this);
        this.events = new EventLog(
                this,
                origin,
                () -> surroundings.receivers(this),
                surroundings.system().now().getEpochSecond());
    }

    public String account() {
        return origin.account();
    }

    /** Whether this is the platform itself rather than a connected account. */
    public boolean isPlatform() {
        return !origin.connected();
    }

    public EventLog events() {
        return events;
    }

    public String newId(Kind kind) {
        return kind.prefix() + "_" + ids.next();
    }

    /** A secret that belongs to the object, in Stripe's form {@code pi_1_secret_...}. */
    public String newSecret(String id) {
        return id + "_secret_" + ids.next();
    }

    public String random() {
        return ids.next();
    }

    public Doc blank(Kind kind) {
        Doc doc = shapes.blank(kind);
        if (doc.has("id")) {
            doc.set("id", newId(kind));
        }
        return doc;
    }

    public Doc blank(String part) {
        return shapes.blank(part);
    }

    public Doc add(Doc doc) {
        long sequence = rows.nextSequence();
        sequences.put(doc, sequence);
        known.put(key(doc.text("object"), doc.text("id")), doc);
        rows.insert(row(doc));
        return doc;
    }

    public void save(Doc doc) {
        rows.update(row(doc));
    }

    /** Changes an object and tells of it, if anything that a client can see has changed. */
    public void change(Doc doc, String eventType, Consumer<Doc> change) {
        Doc before = render(doc);
        change.accept(doc);
        save(doc);
        events.changed(eventType, doc, before);
    }

    public void remove(Doc doc) {
        known.remove(key(doc.text("object"), doc.text("id")));
        rows.delete(doc.text("object"), doc.text("id"));
    }

    public Optional<Doc> find(Kind kind, String id) {
        Doc doc = known.get(key(kind.object(), id));
        return doc == null ? rows.find(kind.object(), id).map(this::known) : Optional.of(doc);
    }

    /** The object that must exist because another one refers to it. */
    public Doc get(Kind kind, String id) {
        return find(kind, id).orElseThrow(() -> new IllegalStateException("lost " + kind + " " + id));
    }

    /** The object that the request's path names. */
    public Doc need(Kind kind, String id) {
        return find(kind, id)
                .filter(doc -> !doc.isTrue("_deleted"))
                .orElseThrow(() -> StripeError.noSuch(kind.object(), id));
    }

    /** The object that the request's parameter names. */
    public Doc need(Kind kind, String id, String param) {
        return find(kind, id)
                .filter(doc -> !doc.isTrue("_deleted"))
                .orElseThrow(() -> StripeError.noSuch(kind.object(), id, param));
    }

    /** All that the query finds, page by page as it is read. */
    public Stream<Doc> stream(Query query) {
        List<Row> page = rows.page(query);
        Stream<Doc> docs = page.stream().map(this::known);
        if (page.size() < query.limit()) {
            return docs;
        }
        long last = page.get(page.size() - 1).sequence();
        return Stream.concat(docs, Stream.of(last).flatMap(after -> stream(query.after(after))));
    }

    /** The object's children in the order they were made. */
    public List<Doc> childrenOf(Doc parent, Kind kind) {
        return stream(Query.of(kind).parent(parent.text("id")).oldestFirst(true))
                .toList();
    }

    public List<Doc> due(String clock, long until, int limit) {
        return new ArrayList<>(
                rows.due(clock, until, limit).stream().map(this::known).toList());
    }

    public long sequence(Doc doc) {
        return Optional.ofNullable(sequences.get(doc)).orElseThrow();
    }

    /** The time on the account's own clock. */
    public long now() {
        return moments.own();
    }

    /** The time on the clock that the object runs on. */
    public long now(Doc doc) {
        return nowOn(clockOf(doc));
    }

    public long nowOn(String clock) {
        if (clock.equals(Moments.OWN) || clock.startsWith("_")) {
            return moments.own();
        }
        return moments.on(clock, get(Kind.TEST_CLOCK, clock).number("frozen_time"));
    }

    public String clockOf(Doc doc) {
        return doc.findText("_clock").or(() -> doc.findText("test_clock")).orElse(Moments.OWN);
    }

    /** Lets this moment be the time on the clock until it settles. */
    public void stepTo(String clock, long moment) {
        moments.step(clock, moment);
    }

    public void settle(String clock) {
        moments.settle(clock);
    }

    public Doc render(Doc doc) {
        return renderer.render(doc);
    }

    public Doc render(Doc doc, List<String> expand) {
        Doc rendered = renderer.render(doc);
        new Expansion(this).expand(rendered, expand);
        return rendered;
    }

    /** What is left to see of a deleted object. */
    public static Doc stub(Doc doc) {
        return Doc.of("id", doc.text("id"), "object", doc.text("object"), "deleted", true);
    }

    Renderer renderer() {
        return renderer;
    }

    private Doc known(Row row) {
        Doc doc = known.computeIfAbsent(key(row.kind(), row.id()), any -> Doc.parse(row.body()));
        sequences.put(doc, row.sequence());
        return doc;
    }

    private Row row(Doc doc) {
        return new Row(
                doc.text("object"),
                doc.text("id"),
                sequence(doc),
                nullable(doc.findText("customer")),
                nullable(doc.findText("_parent")),
                clockOf(doc),
                doc.findNumber("_due").orElse(null),
                doc.toString());
    }

    private static @Nullable String nullable(Optional<String> text) {
        return text.orElse(null);
    }

    private static String key(String kind, String id) {
        return kind + " " + id;
    }
}
