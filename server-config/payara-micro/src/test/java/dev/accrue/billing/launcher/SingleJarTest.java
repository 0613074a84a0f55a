package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleJarTest {

    private static final byte[] WAR = TestJars.aWarWithout();

    @TempDir
    Path directory;

    @Test
    void answersBelowTheNameOfItsApplication() {
        SingleJar jar = TestJars.singleJar(directory, WAR);

        assertThat(jar.application()).isEqualTo("shop.war");
        assertThat(jar.contextRoot()).isEqualTo("/shop");
    }

    @Test
    void answersAtTheRootWhenItWasBuiltSo() throws IOException {
        SingleJar jar = jar(Map.of(
                "MICRO-INF/deploy/shop.war", WAR, "MICRO-INF/deploy/contexts.properties", TestJars.text("shop.war=/")));

        assertThat(jar.contextRoot()).isEmpty();
    }

    @Test
    void isOfNoUseWithoutAnApplication() throws IOException {
        SingleJar jar = jar(Map.of("MICRO-INF/deploy/billing-artemis.rar", WAR));

        assertThatThrownBy(jar::application)
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("BILLING-DX-906 The jar some.jar holds no application.");
    }

    private SingleJar jar(Map<String, byte[]> entries) throws IOException {
        return new SingleJar(Files.write(directory.resolve("some.jar"), TestJars.archive(entries)));
    }
}
