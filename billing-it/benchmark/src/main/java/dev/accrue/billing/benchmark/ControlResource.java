package dev.accrue.billing.benchmark;

import dev.accrue.billing.webhook.WakeUp;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The driver's hand inside the server; an embedded database lets nobody else in. */
@RequestScoped
@Path("control")
@Produces(MediaType.TEXT_PLAIN)
public class ControlResource {

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Inject
    Listener listener;

    @Inject
    WakeUp wakeUp;

    /** How many events the handler has heard of. */
    @GET
    @Path("heard")
    public String heard() {
        return String.valueOf(listener.heard());
    }

    @POST
    @Path("hold")
    public void hold() {
        listener.hold(true);
    }

    @POST
    @Path("release")
    public void release() {
        listener.hold(false);
    }

    @POST
    @Path("wake")
    public void wake() {
        wakeUp.send();
    }

    /** The bytes in use after a full collection. */
    @GET
    @Path("heap")
    public String heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return String.valueOf(runtime.totalMemory() - runtime.freeMemory());
    }

    /** Runs statements, separated by lines that hold only a semicolon; says how many rows the last one changed. */
    @POST
    @Path("update")
    public String update(String script) throws SQLException {
        int changed = 0;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : script.split("\n;\n")) {
                changed = statement.executeUpdate(sql);
            }
        }
        return String.valueOf(changed);
    }

    /** The result's rows as lines, columns separated by tabs. */
    @POST
    @Path("query")
    public String query(String sql) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    lines.append(i == 1 ? "" : "\t").append(rows.getString(i));
                }
                lines.append('\n');
            }
        }
        return lines.toString();
    }
}
