package dev.accrue.billing.processor;

import java.io.IOException;

/**
 * The wire to Stripe, as thin as it can be: one request out, one answer back.
 *
 * <p>Two implementations exist: HTTP, and the simulator that speaks Stripe's wire format inside the server. Because the
 * double sits at the wire, the one Stripe adapter serves demo, tests and production alike.
 *
 * <p>An implementation never retries and never interprets a status: a complete HTTP answer of any status is a
 * {@link WireResponse}; anything less is an {@link IOException}, after which nobody knows whether Stripe acted.
 */
public interface Transport {

    /**
     * Sends one request and waits for its answer.
     *
     * @throws IOException when no complete answer came (refused, timed out, cut off, or larger than allowed)
     */
    WireResponse send(WireRequest request) throws IOException;
}
