package dev.accrue.billing.persistence;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** As {@link SchemaCustomizer}, where there is no MicroProfile Config to ask. */
public class TestSchemaCustomizer implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        SchemaCustomizer.qualify(session, "billing");
    }
}
