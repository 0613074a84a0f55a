package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A wire whose far end says what a test told it to say, once each, and remembers what it was asked. */
final class ScriptedTransport implements Transport {

    /** What the far end does with a request. */
    @FunctionalInterface
    interface Reply {
        WireResponse to(WireRequest request) throws IOException;
    }

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<WireRequest> requests = new ArrayList<>();

    ScriptedTransport answering(int status, String body, Map<String, String> headers) {
        return replying(request -> new WireResponse(status, headers, body));
    }

    ScriptedTransport answering(int status, String body) {
        return answering(status, body, Map.of("request-id", "req_1"));
    }

    ScriptedTransport answering(String body) {
        return answering(200, body);
    }

    ScriptedTransport failingWith(IOException failure) {
        return replying(request -> {
            throw failure;
        });
    }

    ScriptedTransport replying(Reply reply) {
        replies.add(reply);
        return this;
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        requests.add(request);
        if (replies.isEmpty()) {
            throw new AssertionError("nothing was said about " + request);
        }
        return replies.remove().to(request);
    }

    List<WireRequest> requests() {
        return List.copyOf(requests);
    }

    WireRequest request() {
        if (requests.size() != 1) {
            throw new AssertionError("one request was expected: " + requests);
        }
        return requests.get(0);
    }
}
