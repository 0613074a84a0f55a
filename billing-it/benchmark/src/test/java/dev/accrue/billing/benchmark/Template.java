package dev.accrue.billing.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes with places for numbers of fixed width, so that filling one in is a copy and a few digits. */
final class Template {

    private final byte[] bytes;
    private final List<Place> places = new ArrayList<>();

    private record Place(int at, int width, int argument) {}

    /**
     * A template.
     *
     * @param text the text
     * @param tokens what stands for the first, second, ... number, each as wide as the number shall be
     */
    Template(String text, String... tokens) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < tokens.length; i++) {
            for (int at = text.indexOf(tokens[i]); at >= 0; at = text.indexOf(tokens[i], at + 1)) {
                places.add(new Place(at, tokens[i].length(), i));
            }
        }
    }

    static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] fill(long... numbers) {
        byte[] filled = bytes.clone();
        for (Place place : places) {
            long rest = numbers[place.argument()];
            for (int i = place.at() + place.width() - 1; i >= place.at(); i--) {
                filled[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return filled;
    }
}
