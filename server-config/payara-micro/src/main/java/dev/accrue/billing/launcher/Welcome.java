package dev.accrue.billing.launcher;

import java.io.PrintStream;

/** What a person needs to know once the server runs: where everything is, and who may come in. */
record Welcome(SingleJar jar, DataDirectory data, Settings settings, OperatorPassword password) {

    /** Where the module answers, alone and in a host that sits at the root. */
    static final String MODULE = "/billing";

    void print(PrintStream out, int port, double seconds) {
        String base = "http://127.0.0.1:" + port;
        String module = base + MODULE;
        out.printf("%nReady after %.1f seconds. Ctrl-C stops it.%n%n", seconds);
        line(out, "Application", base + jar.contextRoot() + "/");
        line(out, "Console", module + "/console/");
        line(out, "Operator API", module + "/api/v1/");
        if (settings.isDev()) {
            line(out, "Simulator", module + "/fake-stripe/v1/");
            line(out, "Operator", password.login());
        }
        line(out, "Data", data.path().toString());
        line(out, "Log", data.log().toString());
        out.println();
    }

    private static void line(PrintStream out, String name, String value) {
        out.printf("  %-13s %s%n", name, value);
    }
}
