package dev.accrue.billing.benchmark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Requests for one path, signed beforehand as far as somebody said how many there will be. */
final class Feed implements Supplier<byte[]> {

    /** About 250 MB. */
    private static final int MOST = 100_000;

    private final Events events;
    private final String path;
    private final Deque<byte[]> ready = new ArrayDeque<>();

    Feed(Events events, String path) {
        this.events = events;
        this.path = path;
    }

    Feed prepare(double expected) {
        int count = (int) Math.min(MOST, expected * 1.2);
        while (ready.size() < count) {
            ready.add(events.next(path));
        }
        return this;
    }

    @Override
    public byte[] get() {
        byte[] request = ready.poll();
        return request == null ? events.next(path) : request;
    }
}
