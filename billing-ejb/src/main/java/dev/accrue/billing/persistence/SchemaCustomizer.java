package dev.accrue.billing.persistence;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.Session;

/** Makes every entity read from the configured schema, which annotations could only name once and for all. */
public class SchemaCustomizer implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        Optional<String> schema = ConfigProvider.getConfig().getOptionalValue("billing.schema", String.class);
        session.getLogin().setTableQualifier(schema.orElse("billing"));
    }
}
