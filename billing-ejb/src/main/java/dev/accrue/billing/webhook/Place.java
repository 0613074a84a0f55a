package dev.accrue.billing.webhook;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The place of one request at an endpoint, as {@link Door#enter} gave it; or the reason why it got none. */
public final class Place {

    private static final int LEFT = -1;

    private final String endpoint;
    private final Optional<Receipt> refusal;
    private final AtomicInteger size;
    private final IntConsumer leaving;
    private final IntConsumer shrinking;

    private Place(String endpoint, Optional<Receipt> refusal, int size, IntConsumer leaving, IntConsumer shrinking) {
        this.endpoint = endpoint;
        this.refusal = refusal;
        this.size = new AtomicInteger(size);
        this.leaving = leaving;
        this.shrinking = shrinking;
    }

    /**
     * A place that was given.
     *
     * @param leaving takes its size back in the end
     * @param shrinking takes back what it does not need
     */
    static Place given(String endpoint, int size, IntConsumer leaving, IntConsumer shrinking) {
        return new Place(endpoint, Optional.empty(), size, leaving, shrinking);
    }

    static Place refused(String endpoint, Receipt reason) {
        return new Place(endpoint, Optional.of(reason), LEFT, none -> {}, none -> {});
    }

    /** Why the request must not come in; empty when it may. */
    public Optional<Receipt> refusal() {
        return refusal;
    }

    String endpoint() {
        return endpoint;
    }

    /** The body is smaller than it might have been. */
    void shrinkTo(int bytes) {
        int before = size.getAndUpdate(now -> Math.min(now, bytes));
        if (before > bytes) {
            shrinking.accept(before - bytes);
        }
    }

    /** Makes room for others; leaving twice is leaving once. */
    public void leave() {
        int before = size.getAndSet(LEFT);
        if (before != LEFT) {
            leaving.accept(before);
        }
    }
}
