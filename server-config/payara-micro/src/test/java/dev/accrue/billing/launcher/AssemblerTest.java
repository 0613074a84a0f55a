package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblerTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path directory;

    private Path base;
    private Path war;
    private Path jar;

    @BeforeEach
    void parts() throws IOException {
        base = Files.write(directory.resolve("base.jar"), TestJars.archive(Map.of("server", TestJars.text("runs"))));
        war = Files.write(directory.resolve("shop.war"), TestJars.aWarWithTheModule());
        jar = directory.resolve("target/shop-micro.jar");
    }

    @Test
    void addsTheApplicationToWhatTheBaseHolds() throws IOException {
        assemble();

        assertThat(new SingleJar(jar).application()).isEqualTo("shop.war");
        assertThat(new SingleJar(jar).contextRoot()).isEmpty();
        assertThat(new SingleJar(jar).properties("server")).containsKey("runs");
    }

    @Test
    void makesTheSameJarOfTheSameParts() throws IOException {
        assemble();
        byte[] first = Files.readAllBytes(jar);
        Files.delete(jar);

        assemble();

        assertThat(jar).hasBinaryContent(first);
    }

    @Test
    void leavesAJarAloneThatIsNewerThanItsParts() throws IOException {
        Files.setLastModifiedTime(base, LONG_AGO);
        Files.setLastModifiedTime(war, LONG_AGO);
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "newer");

        assemble();

        assertThat(jar).hasContent("newer");
    }

    private void assemble() throws IOException {
        new Assembler(base, war, "/").assemble(jar);
    }
}
