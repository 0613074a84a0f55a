package dev.accrue.billing.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory that belongs to one running instance: the H2 database, the log, and what the server unpacks.
 *
 * <p>It is held by a lock on a file, which the operating system lets go when the process ends, however it ends. So a
 * killed instance never leaves a directory that has to be freed by hand.
 */
final class DataDirectory implements AutoCloseable {

    /** A byte far beyond the text of the file, because Windows hides locked bytes from readers. */
    private static final long LOCKED_BYTE = 1L << 32;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the directory if need be and takes it for this process, or refuses. */
    static DataDirectory claim(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel lock = FileChannel.open(
                    lockFile(path), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw inUse(path);
            }
            DataDirectory claimed = new DataDirectory(path, lock);
            claimed.prepare();
            return claimed;
        } catch (IOException e) {
            throw new Refusal(
                    904,
                    "The data directory %s cannot be written: %s.".formatted(path, reason(e)),
                    "Give this user write access to it, or choose another with --data DIR.");
        }
    }

    /** Leaves a note for whoever finds the directory in use. */
    void occupiedBy(String url) {
        try {
            lock.write(ByteBuffer.wrap(url.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new Refusal(
                    904, "The file %s cannot be written: %s.".formatted(lockFile(path), reason(e)), "Check the disk.");
        }
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve("h2").resolve("billing");
    }

    /** The log that is being written; the older ones have higher numbers. */
    Path log() {
        return path.resolve("logs").resolve("server.0.log");
    }

    /** What was printed, rather than logged, by something in the server. */
    Path output() {
        return path.resolve("logs").resolve("output.log");
    }

    /** Where the server unpacks itself; emptied at every start. */
    Path runtime() {
        return path.resolve(".payara-micro");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void prepare() throws IOException {
        lock.truncate(0);
        Files.createDirectories(log().getParent());
        empty(runtime());
        Files.createDirectories(runtime());
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Refusal inUse(Path path) throws IOException {
        String url = Files.readString(lockFile(path)).strip();
        return new Refusal(
                905,
                "The data directory %s is in use by another instance%s."
                        .formatted(path, url.isEmpty() ? "" : " at " + url),
                "Stop that instance, or choose another directory with --data DIR."
                        + (url.isEmpty() ? "" : " To ask it for its readiness: --readiness --url " + url));
    }

    private static Path lockFile(Path path) {
        return path.resolve("billing.lock");
    }

    private static void empty(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    /** The JDK names the file and forgets the reason for everything but the rarest failures. */
    private static String reason(IOException e) {
        return "%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName());
    }
}
