package dev.accrue.billing.harness;

import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A wire that tells of what passes, and on which Stripe acts and the answer is lost while a test says so. */
public final class LostAnswers {

    private final List<WireRequest> sent = new CopyOnWriteArrayList<>();
    private volatile Predicate<WireRequest> lost = request -> false;
    private volatile Predicate<WireRequest> cut = request -> false;
    private volatile UnaryOperator<String> rewriting = answer -> answer;

    /** The wire; give it to {@link TestBilling#wire}. */
    public Transport over(Transport stripe) {
        return request -> {
            if (cut.test(request)) {
                throw new IOException("the connection is cut");
            }
            sent.add(request);
            WireResponse answer = rewritten(stripe.send(request));
            if (lost.test(request)) {
                throw new IOException("the answer is lost");
            }
            return answer;
        };
    }

    private WireResponse rewritten(WireResponse answer) {
        return new WireResponse(answer.status(), answer.headers(), rewriting.apply(answer.body()));
    }

    /** From now on Stripe's answers say something else. */
    public void rewriting(UnaryOperator<String> how) {
        rewriting = how;
    }

    /** From now on the answers of such requests are lost. */
    public void loseIf(Predicate<WireRequest> which) {
        lost = which;
    }

    /** From now on such requests never arrive. */
    public void refuseIf(Predicate<WireRequest> which) {
        cut = which;
    }

    /** From now on everything arrives. */
    public void loseNothing() {
        lost = request -> false;
        cut = request -> false;
    }

    /** How many requests with this method and path left. */
    public long count(String method, String path) {
        return sent.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .count();
    }

    public void forget() {
        sent.clear();
    }
}
