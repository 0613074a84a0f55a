package dev.accrue.billing.processor.fake.world;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Where ids and secrets come from. */
@FunctionalInterface
public interface IdSource {

    /** Letters and digits never given before. */
    String next();

    /** Ids that cannot be guessed and do not collide, even between nodes and after restarts. */
    static IdSource random() {
        return drawnFrom(new SecureRandom());
    }

    static IdSource drawnFrom(RandomGenerator random) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return () -> random.ints(24, 0, alphabet.length())
                .collect(
                        StringBuilder::new, (text, index) -> text.append(alphabet.charAt(index)), StringBuilder::append)
                .toString();
    }

    /** Counted ids, the same in every run; for state in memory only, since the count starts anew with the process. */
    static IdSource counting() {
        AtomicLong count = new AtomicLong();
        return () -> String.format("%014d", count.incrementAndGet());
    }
}
