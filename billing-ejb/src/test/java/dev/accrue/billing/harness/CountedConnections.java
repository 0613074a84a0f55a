package dev.accrue.billing.harness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Knows how many connections the calling thread has taken out of a datasource and not given back, and gives none to
 * whoever is dead.
 */
final class CountedConnections {

    private final ThreadLocal<Integer> out = ThreadLocal.withInitial(() -> 0);

    private final AtomicBoolean dead = new AtomicBoolean();

    /** From now on nothing is written, until there is a new process. */
    void die() {
        dead.set(true);
    }

    void live() {
        dead.set(false);
    }

    int heldByThisThread() {
        return out.get();
    }

    DataSource over(DataSource real) {
        return proxy(DataSource.class, (method, arguments) -> {
            if (dead.get()) {
                throw new ProbedWire.Death();
            }
            Object result = method.invoke(real, arguments);
            return result instanceof Connection connection ? counted(connection) : result;
        });
    }

    private Connection counted(Connection real) {
        out.set(out.get() + 1);
        boolean[] open = {true};
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("close") && open[0]) {
                open[0] = false;
                out.set(out.get() - 1);
            }
            return method.invoke(real, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                CountedConnections.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws ReflectiveOperationException;
    }
}
