package dev.accrue.billing.harness;

import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A wire that remembers the commands that went over it, and breaks when a test says so. */
public final class ProbedWire implements Transport {

    /** How the next command ends. */
    public enum Break {
        NOT_AT_ALL,
        /** The connection breaks before Stripe has the request. */
        BEFORE,
        /** Stripe acts, and the connection breaks before its answer is here. */
        AFTER,
        /** The process dies before Stripe has the request. */
        DEATH_BEFORE,
        /** Stripe acts, and the process dies. */
        DEATH
    }

    /** What ends a process: nothing of ours catches it, and {@link TestBilling} lets nothing be written after it. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicReference<Break> next = new AtomicReference<>(Break.NOT_AT_ALL);
    private final AtomicInteger unbroken = new AtomicInteger();
    private Transport real;

    public ProbedWire over(Transport transport) {
        real = transport;
        return this;
    }

    public void breakNext(Break how) {
        breakAfter(0, how);
    }

    /** Breaks the command that comes after so many more. */
    public void breakAfter(int more, Break how) {
        unbroken.set(more);
        next.set(how);
    }

    /** The commands that Stripe got, as {@code POST /v1/customers}. */
    public List<String> commands() {
        return commands;
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        if (request.method().equals("GET")) {
            return real.send(request);
        }
        Break how = unbroken.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? Break.NOT_AT_ALL
                : next.getAndSet(Break.NOT_AT_ALL);
        if (how == Break.BEFORE) {
            throw new IOException("broken before");
        }
        if (how == Break.DEATH_BEFORE) {
            throw new Death();
        }
        commands.add(request.toString());
        WireResponse answer = real.send(request);
        if (how == Break.AFTER) {
            throw new IOException("broken after");
        }
        if (how == Break.DEATH) {
            throw new Death();
        }
        return answer;
    }
}
