package dev.accrue.billing.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
record Options(
        Task task,
        int port,
        Path data,
        boolean json,
        @Nullable URI url) {

    static final String HELP = """
            Usage: java -jar %s [options]

              --port N        HTTP port on 127.0.0.1 (default 8080)
              --data DIR      where the database and the log live (default ./billing-data)
              --readiness     print the readiness report of this configuration and data, and end:
                              0 ready, 1 not ready, 2 could not run
              --json          the report as JSON
              --url U         ask the running instance at U, for example http://127.0.0.1:8080/billing;
                              user and password come from BILLING_READINESS_USER and BILLING_READINESS_PASSWORD
              --version       print the version, and end
              --help          print this, and end

            Everything else is configuration: an environment variable such as BILLING_STRIPE_SECRET_KEY,
            or a system property before -jar, such as -Dbilling.profile=prod.
            A PostgreSQL database is given by BILLING_DATASOURCE_URL, BILLING_DATASOURCE_USER and
            BILLING_DATASOURCE_PASSWORD.
            """;

    /** What a run is for. */
    enum Task {
        SERVE,
        READINESS,
        VERSION,
        HELP
    }

    static Options parse(String... arguments) {
        Draft draft = new Draft();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            draft.take(rest.pop(), rest);
        }
        return draft.options();
    }

    /** The options while they are read from left to right. */
    private static final class Draft {

        private Task task = Task.SERVE;
        private int port = 8080;
        private Path data = Path.of("billing-data");
        private boolean json;
        private @Nullable URI url;

        void take(String option, Deque<String> rest) {
            switch (option) {
                case "--port" -> port = port(value(option, rest));
                case "--data" -> data = Path.of(value(option, rest));
                case "--readiness" -> task = Task.READINESS;
                case "--json" -> json = true;
                case "--url" -> url = url(value(option, rest));
                case "--version" -> task = Task.VERSION;
                case "--help", "-h" -> task = Task.HELP;
                default -> throw wrong("%s is not an option.".formatted(option));
            }
        }

        Options options() {
            if (task == Task.SERVE && (json || url != null)) {
                throw wrong("--json and --url belong to --readiness.");
            }
            return new Options(task, port, data, json, url);
        }

        private static String value(String option, Deque<String> rest) {
            if (rest.isEmpty() || rest.peek().startsWith("--")) {
                throw wrong("%s needs a value.".formatted(option));
            }
            return rest.pop();
        }

        private static int port(String text) {
            try {
                int number = Integer.parseInt(text);
                if (number >= 1 && number <= 65_535) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below, together with the numbers that are none
            }
            throw wrong("--port %s is not a port; it is a number from 1 to 65535.".formatted(text));
        }

        private static URI url(String text) {
            try {
                URI parsed = URI.create(text);
                if (parsed.getHost() != null && parsed.getScheme().startsWith("http")) {
                    return parsed;
                }
            } catch (IllegalArgumentException e) {
                // said below, together with the addresses that lead nowhere
            }
            throw wrong("--url %s is not an address such as http://127.0.0.1:8080/billing.".formatted(text));
        }

        private static Refusal wrong(String fault) {
            return new Refusal(901, fault, "Use --help to see what there is.");
        }
    }
}
