package dev.accrue.billing.launcher;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * The log as a person reads it: one line per record, no stack traces, and nothing at all until the start has succeeded.
 *
 * <p>While the server starts, the lines are held back. A start that succeeds prints them; a start that fails is told in
 * one message instead, made from the first of them that has a reason. Everything, with stack traces, is in the log
 * file. The log manager makes its own instance, hence the common memory.
 */
public final class ConsoleLog extends Handler {

    private static final String OURS = "dev.accrue.";
    private static final String LIFE_CYCLE = "javax.enterprise.system.core";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final SimpleFormatter TEXT = new SimpleFormatter();
    private static final List<LogRecord> HELD = new ArrayList<>();
    private static boolean holding = true;

    /** Prints what was held back and everything from now on. */
    static synchronized void release() {
        holding = false;
        ConsoleLog console = new ConsoleLog();
        HELD.forEach(console::print);
        HELD.clear();
    }

    /** Why the application did not start, if the server says that it did not; it says so nowhere but in its log. */
    static synchronized Optional<String> applicationFailure() {
        return HELD.stream()
                .filter(line -> LIFE_CYCLE.equals(line.getLoggerName()) && line.getThrown() != null)
                .findFirst()
                .map(line -> Failure.reason(line.getThrown()));
    }

    /** What went wrong first, in the words of the exception that started it, if there was one. */
    static synchronized Optional<String> firstFailure() {
        return HELD.stream()
                .filter(line -> line.getThrown() != null || line.getLevel().equals(Level.SEVERE))
                .findFirst()
                .map(line -> line.getThrown() == null ? firstLine(line) : Failure.reason(line.getThrown()));
    }

    @Override
    public void publish(LogRecord line) {
        if (!isForPeople(line)) {
            return;
        }
        synchronized (ConsoleLog.class) {
            if (holding) {
                HELD.add(line);
            } else {
                print(line);
            }
        }
    }

    private static boolean isForPeople(LogRecord line) {
        boolean ours = line.getLoggerName() != null && line.getLoggerName().startsWith(OURS);
        Level least = ours ? Level.INFO : Level.WARNING;
        return line.getLevel().intValue() >= least.intValue();
    }

    private void print(LogRecord line) {
        Throwable thrown = line.getThrown();
        System.err.printf(
                "%s %-7s %s%s%n",
                TIME.format(line.getInstant()),
                line.getLevel(),
                firstLine(line),
                thrown == null ? "" : " (%s)".formatted(Failure.reason(thrown)));
    }

    /** Some servers write whole stack traces into a message. */
    private static String firstLine(LogRecord line) {
        return TEXT.formatMessage(line).strip().lines().findFirst().orElse("");
    }

    @Override
    public void flush() {
        System.err.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
