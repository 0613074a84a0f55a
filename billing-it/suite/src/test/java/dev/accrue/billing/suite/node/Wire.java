package dev.accrue.billing.suite.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A wire to a server on this machine that can be cut, or stay connected and carry nothing. */
final class Wire implements AutoCloseable {

    private final int target;
    private final int port = Ports.next();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition thaw = lock.newCondition();
    private boolean frozen;
    private ServerSocket listener;

    Wire(int target) {
        this.target = target;
        mend();
    }

    int port() {
        return port;
    }

    /** From now on nobody answers, and who was connected is no more. */
    void cut() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on nothing comes through, and nobody is told. */
    void freeze() {
        carries(false);
    }

    /** All is well again; what was on its way arrives. */
    void mend() {
        carries(true);
        if (listener == null || listener.isClosed()) {
            try {
                listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ServerSocket current = listener;
            threads.execute(() -> accept(current));
        }
    }

    @Override
    public void close() {
        carries(true);
        cut();
        threads.shutdownNow();
    }

    private void carries(boolean well) {
        lock.lock();
        try {
            frozen = !well;
            thaw.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept(ServerSocket current) {
        while (!current.isClosed()) {
            try {
                Socket near = current.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                threads.execute(() -> pump(near, far));
                threads.execute(() -> pump(far, near));
            } catch (IOException e) {
                // The wire was cut, or the server is not there.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitThaw();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end has hung up; so does the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void awaitThaw() {
        lock.lock();
        try {
            while (frozen) {
                thaw.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
