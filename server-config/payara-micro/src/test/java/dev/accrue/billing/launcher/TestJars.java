package dev.accrue.billing.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives made of names and contents, nested as deep as need be. */
final class TestJars {

    private static final String CHECK = "dev/accrue/billing/config/ConfigurationCheck.class";

    private TestJars() {}

    static SingleJar singleJar(Path directory, byte[] war) {
        try {
            return new SingleJar(Files.write(
                    directory.resolve("shop-micro.jar"), archive(Map.of("MICRO-INF/deploy/shop.war", war))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] aWarWithTheModule() {
        return archive(Map.of("WEB-INF/lib/billing-ejb-1.jar", theModule()));
    }

    static byte[] aWarWithTheModuleAndDefaults(String defaults) {
        return archive(Map.of(
                "WEB-INF/lib/billing-ejb-1.jar", theModule(),
                "WEB-INF/classes/META-INF/microprofile-config.properties", text(defaults)));
    }

    static byte[] aWarWithout() {
        return archive(Map.of("index.html", text("hello")));
    }

    static byte[] archive(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] theModule() {
        try (InputStream in = TestJars.class.getClassLoader().getResourceAsStream(CHECK)) {
            return archive(Map.of(CHECK, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
