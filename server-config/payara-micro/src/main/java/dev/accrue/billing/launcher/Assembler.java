package dev.accrue.billing.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds the single jar of one application: everything in the jar that this class is in, and the application's WAR.
 *
 * <pre>{@code java -cp billing-launcher-micro.jar dev.accrue.billing.launcher.Assembler shop.war / shop.jar}</pre>
 *
 * <p>Nothing is unpacked, and what is compressed already is copied as it is, so this takes about a second. A jar that
 * is newer than both of its parts is left alone.
 */
public final class Assembler {

    /** The same in every build, so that the same parts make the same jar. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Path base;
    private final Path war;
    private final String contextRoot;

    Assembler(Path base, Path war, String contextRoot) {
        this.base = base;
        this.war = war;
        this.contextRoot = contextRoot;
    }

    /** Takes the WAR, the context root it answers at, and the jar to write. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: Assembler WAR CONTEXT JAR");
        }
        new Assembler(SingleJar.running().path(), Path.of(arguments[0]), arguments[1]).assemble(Path.of(arguments[2]));
    }

    void assemble(Path jar) throws IOException {
        if (isNewer(jar, base) && isNewer(jar, war)) {
            return;
        }
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Path draft = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(draft))) {
            copyBase(out);
            store(out, SingleJar.DEPLOYMENTS + war.getFileName(), Files.readAllBytes(war));
            store(out, SingleJar.CONTEXTS, contexts());
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isNewer(Path jar, Path part) throws IOException {
        return Files.exists(jar) && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(part)) > 0;
    }

    private void copyBase(ZipOutputStream out) throws IOException {
        try (JarFile from = new JarFile(base.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                ZipEntry copy = new ZipEntry(entry);
                if (copy.getMethod() == ZipEntry.DEFLATED) {
                    copy.setCompressedSize(-1);
                }
                out.putNextEntry(copy);
                try (InputStream content = from.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(SOME_TIME);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private byte[] contexts() {
        return "%s=%s\n".formatted(war.getFileName(), contextRoot).getBytes(StandardCharsets.UTF_8);
    }
}
