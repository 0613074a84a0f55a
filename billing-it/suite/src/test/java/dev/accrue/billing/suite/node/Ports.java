package dev.accrue.billing.suite.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface that this process of the suite may use. */
final class Ports {

    private static final int COUNT = 20;
    private static final int FIRST = 18_460 + COUNT * (Forks.own() - 1);
    private static final int LAST = FIRST + COUNT - 1;

    private static int next = FIRST;

    private Ports() {}

    /** The next one that nobody listens on. */
    static synchronized int next() {
        for (int i = FIRST; i <= LAST; i++) {
            int port = next;
            next = next == LAST ? FIRST : next + 1;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
