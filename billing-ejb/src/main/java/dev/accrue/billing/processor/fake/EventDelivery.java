package dev.accrue.billing.processor.fake;

import java.io.IOException;

/** Carries one signed event to a webhook endpoint; the container's part is an HTTP POST and nothing else. */
@FunctionalInterface
public interface EventDelivery {

    /**
     * Posts the body as it is, with the header {@code Stripe-Signature}.
     *
     * @return the HTTP status of the answer
     * @throws IOException when no answer came
     */
    int post(String url, String body, String signature) throws IOException;
}
