package dev.accrue.billing.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A client that costs little, because it shares the processors with what it measures: one thread, connections kept
 * alive, requests made beforehand where possible, answers looked at only as far as needed.
 */
final class Load implements AutoCloseable {

    private static final int UNLIMITED = 0;

    private final InetSocketAddress server;
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();

    private Latencies latencies = new Latencies();
    private int succeeded;
    private int refused;
    private int reconnects;

    Load(int port, int size) throws IOException {
        server = new InetSocketAddress("127.0.0.1", port);
        selector = Selector.open();
        for (int i = 0; i < size; i++) {
            Connection connection = new Connection();
            connection.open();
            connections.add(connection);
        }
    }

    /**
     * What came of a phase.
     *
     * @param perSecond answers of 200 per second
     * @param refused other answers
     * @param reconnects connections that the server closed
     * @param latencies from sending, or from when sending was due, to the whole answer
     */
    record Outcome(double perSecond, int succeeded, int refused, int reconnects, Latencies latencies) {}

    /** Sends one request per connection at a time, for a while. */
    Outcome closed(Duration time, Supplier<byte[]> requests) throws IOException {
        return run(time, Integer.MAX_VALUE, UNLIMITED, requests);
    }

    /** Sends so many requests as fast as they are answered. */
    Outcome count(int count, Supplier<byte[]> requests) throws IOException {
        return run(Duration.ofHours(1), count, UNLIMITED, requests);
    }

    /** Sends at a steady rate, whether answers come or not; waiting for a free connection counts as latency. */
    Outcome open(Duration time, double perSecond, Supplier<byte[]> requests) throws IOException {
        return run(time, Integer.MAX_VALUE, perSecond, requests);
    }

    private Outcome run(Duration time, int count, double rate, Supplier<byte[]> requests) throws IOException {
        latencies = new Latencies();
        succeeded = 0;
        refused = 0;
        reconnects = 0;
        Deque<Connection> idle = new ArrayDeque<>(connections);
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long interval = rate == UNLIMITED ? 0 : (long) (1e9 / rate);
        long due = begin;
        int sent = 0;
        int done = 0;
        while (true) {
            long now = System.nanoTime();
            boolean more = now < end && sent < count;
            while (more && !idle.isEmpty() && (interval == 0 || due <= now)) {
                idle.poll().send(requests.get(), interval == 0 ? System.nanoTime() : due);
                due += interval;
                sent++;
                more = sent < count;
            }
            if (!more && done == sent) {
                break;
            }
            if (now > end + 10_000_000_000L) {
                throw new IOException((sent - done) + " requests were not answered within ten seconds");
            }
            select(more && interval != 0 && !idle.isEmpty() ? due - now : 100_000_000L);
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.proceed()) {
                    idle.add(connection);
                    done++;
                }
            }
            selector.selectedKeys().clear();
        }
        double seconds = (Math.min(System.nanoTime(), count == Integer.MAX_VALUE ? end : Long.MAX_VALUE) - begin) / 1e9;
        return new Outcome(succeeded / seconds, succeeded, refused, reconnects, latencies);
    }

    private void select(long nanos) throws IOException {
        if (nanos < 1_000_000) {
            selector.selectNow();
        } else {
            selector.select(nanos / 1_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    /** One connection, kept alive, with at most one request under way. */
    private final class Connection {

        private final ByteBuffer in = ByteBuffer.allocate(16_384);
        private SocketChannel channel;
        private SelectionKey key;
        private ByteBuffer out = ByteBuffer.allocate(0);
        private long since;

        void open() throws IOException {
            channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] request, long since) throws IOException {
            this.since = since;
            out = ByteBuffer.wrap(request);
            in.clear();
            write();
        }

        private void write() throws IOException {
            try {
                channel.write(out);
            } catch (IOException e) {
                again();
                return;
            }
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        /** The server closed the connection between two requests; the request goes over a new one. */
        private void again() throws IOException {
            reconnects++;
            channel.close();
            open();
            out.rewind();
            in.clear();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** Reads and writes what can be, and says whether the answer is complete. */
        boolean proceed() throws IOException {
            if (out.hasRemaining()) {
                write();
            }
            int read = -1;
            try {
                read = channel.read(in);
            } catch (IOException e) {
                // reset by the server: as if closed
            }
            if (read < 0) {
                again();
                return false;
            }
            if (!isComplete()) {
                return false;
            }
            latencies.add(System.nanoTime() - since);
            if (in.get(9) == '2') {
                succeeded++;
            } else {
                refused++;
            }
            return true;
        }

        private boolean isComplete() {
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int headEnd = text.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                return false;
            }
            String head = text.substring(0, headEnd).toLowerCase(Locale.ROOT);
            int length = head.indexOf("content-length:");
            if (length < 0) {
                return head.contains("chunked") ? text.endsWith("0\r\n\r\n") : true;
            }
            int lineEnd = head.indexOf('\r', length);
            String value = head.substring(length + 15, lineEnd < 0 ? head.length() : lineEnd);
            return in.position() >= headEnd + 4 + Integer.parseInt(value.strip());
        }
    }
}
