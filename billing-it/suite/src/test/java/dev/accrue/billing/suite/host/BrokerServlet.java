package dev.accrue.billing.suite.host;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Stops and starts the broker of a single jar, {@code ?do=stop} and {@code ?do=start}, while the server goes on. The
 * broker lives in a resource adapter, whose class loader sees nothing of an application, so it is reached by reflection
 * alone.
 */
@WebServlet("/broker")
public class BrokerServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            Object broker = field(adapter(), "broker");
            Method action = broker.getClass().getDeclaredMethod(request.getParameter("do"));
            action.setAccessible(true);
            action.invoke(broker);
        } catch (ReflectiveOperationException | NamingException e) {
            throw new ServletException(e);
        }
    }

    private static Object adapter() throws ReflectiveOperationException, NamingException {
        Object factory = InitialContext.doLookup("java:app/jms/billing/ConnectionFactory");
        Object managed = field(factory, "mcf");
        return managed.getClass().getMethod("getResourceAdapter").invoke(managed);
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
