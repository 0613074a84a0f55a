package dev.accrue.billing.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine that only this machine can reach. */
final class LoopbackPort {

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private LoopbackPort() {}

    /** Refuses a port that somebody else listens on, or that this user may not open. */
    static void check(int port) {
        try {
            open(port).close();
        } catch (IOException e) {
            throw new Refusal(
                    902,
                    "Port %d on 127.0.0.1 cannot be opened: %s.".formatted(port, e.getMessage()),
                    "Stop the program that uses it, or choose another with --port N, which is -Ddemo.port=N for the demo.");
        }
    }

    /** A port that nobody uses at this moment. */
    static int anyFree() {
        try (ServerSocket socket = open(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Refusal(
                    903,
                    "No port on 127.0.0.1 can be opened: %s.".formatted(e.getMessage()),
                    "Check the limits of this machine, such as open files and firewall rules.");
        }
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
