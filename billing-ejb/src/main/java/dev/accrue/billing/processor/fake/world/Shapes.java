package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The blank form of every object: all the fields that Stripe always sends at the pinned version, with their neutral
 * values. Read from {@code shapes.json} beside this class.
 */
public final class Shapes {

    private final Doc blanks;

    private Shapes(Doc blanks) {
        this.blanks = blanks;
    }

    public static Shapes load() {
        try (InputStream json = Shapes.class.getResourceAsStream("shapes.json")) {
            byte[] bytes = Objects.requireNonNull(json).readAllBytes();
            return new Shapes(Doc.parse(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Doc blank(Kind kind) {
        return blank(kind.object());
    }

    /** The blank form of a part that has a name but no identity, such as {@code card}. */
    public Doc blank(String part) {
        return blanks.child(part).copy();
    }
}
