package dev.accrue.billing.web.webhook;

import dev.accrue.billing.webhook.Door;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which is neither longer nor slower than anything that Stripe sends: somebody who hands in a
 * byte now and then does not keep a thread. Silence is the server's to end.
 *
 * @param announced how many bytes the request says that there are; negative when it does not say
 */
record Body(long announced) {

    /** Stripe sends a body in one piece. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int PIECE = 8 * 1024;
    private static final long UNKNOWN = -1;

    /** A length that is no number is left to the bytes themselves. */
    static Body announced(@Nullable String length) {
        try {
            return new Body(length == null ? UNKNOWN : Long.parseLong(length));
        } catch (NumberFormatException e) {
            return new Body(UNKNOWN);
        }
    }

    boolean isTooLong() {
        return announced > Door.LARGEST_BODY;
    }

    /** How many bytes there are at most, of those that are read. */
    int longest() {
        return announced < 0 || isTooLong() ? Door.LARGEST_BODY : (int) announced;
    }

    /** All bytes, or as many as show that there are too many. */
    byte[] read(InputStream stream) throws IOException {
        long begin = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(longest(), PIECE));
        byte[] piece = new byte[PIECE];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            bytes.write(piece, 0, count);
            if (bytes.size() > Door.LARGEST_BODY) {
                break;
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("the body comes too slowly");
            }
        }
        return bytes.toByteArray();
    }
}
