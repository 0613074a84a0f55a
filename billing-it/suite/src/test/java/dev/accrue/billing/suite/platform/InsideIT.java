package dev.accrue.billing.suite.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.probe.Family;
import dev.accrue.billing.suite.probe.ProbeArchive;
import jakarta.inject.Inject;
import java.io.File;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that runs inside the server, beside the beans it calls. */
@ExtendWith(ArquillianExtension.class)
class InsideIT {

    @Inject
    Family family;

    @Deployment
    static WebArchive war() {
        return ProbeArchive.war("inside").addAsLibrary(assertions());
    }

    @Test
    void callsABeanOfTheLibrary() {
        long id = family.create();

        assertThat(family.describe(id)).contains("woven=true");
    }

    private static File assertions() {
        return new File(Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
