package dev.accrue.billing.persistence;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** Makes every entity read from the configured schema, which annotations could only name once and for all. */
public class SchemaCustomizer implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        Optional<String> schema = ConfigProvider.getConfig().getOptionalValue("billing.schema", String.class);
        qualify(session, schema.orElse("billing"));
    }

    /** Quoted, as the migrations make it: H2 would look for it in capitals. */
    static void qualify(Session session, String schema) {
        session.getLogin().setTableQualifier('"' + schema + '"');
    }
}
