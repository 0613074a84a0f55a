package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How much each endpoint takes in at a time on this node: so many requests, and so many bytes of their bodies. A flood
 * finds the room full and is told at once to come later, so it fills neither the memory nor the line before the
 * database, and other endpoints do not notice it.
 *
 * <p>A request has its place from before its body is read until its row is stored or refused, even if its sender was
 * told before that it took too long.
 */
@ApplicationScoped
public class Admission {

    /** What a body is reckoned to take on average; Stripe's events are a few kilobytes. */
    private static final int BYTES_EACH = 64 * 1024;

    private final BillingConfig config;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    @Inject
    public Admission(BillingConfig config) {
        this.config = config;
    }

    @SuppressWarnings("NullAway")
    protected Admission() { // CDI requires it for the proxy
        this(null);
    }

    /**
     * Gives a request its place, or refuses it when the room is full.
     *
     * @param endpoint the name of a configured endpoint
     * @param bytes how many bytes the body will have at most
     */
    Place enter(String endpoint, int bytes) {
        return rooms.computeIfAbsent(
                        endpoint, name -> new Room(config.webhooks().admission()))
                .enter(endpoint, bytes);
    }

    /** What one endpoint has. */
    private static final class Room {

        private final Semaphore requests;
        private final Semaphore bytes;

        Room(int requests) {
            this.requests = new Semaphore(requests);
            this.bytes = new Semaphore(Math.max(requests * BYTES_EACH, Door.LARGEST_BODY));
        }

        Place enter(String endpoint, int size) {
            if (!requests.tryAcquire()) {
                return Place.refused(endpoint, Receipt.OVERLOADED);
            }
            if (!bytes.tryAcquire(size)) {
                requests.release();
                return Place.refused(endpoint, Receipt.OVERLOADED);
            }
            return Place.given(endpoint, size, this::leave, bytes::release);
        }

        private void leave(int size) {
            bytes.release(size);
            requests.release();
        }
    }
}
