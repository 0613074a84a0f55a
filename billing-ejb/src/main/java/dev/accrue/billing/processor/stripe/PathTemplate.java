package dev.accrue.billing.processor.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with places for ids.
 *
 * @param text for example {@code /v1/invoices/{invoice}/lines}
 */
record PathTemplate(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** The names of the places, in order. */
    List<String> places() {
        return PLACE.matcher(text).results().map(place -> place.group(1)).toList();
    }

    /** The first place that the values leave empty. */
    Optional<String> missing(Map<String, String> values) {
        return places().stream().filter(place -> !values.containsKey(place)).findFirst();
    }

    /**
     * The path.
     *
     * @throws IllegalArgumentException when a value cannot be one part of a path: a blank id would turn the reading of
     *     an object into the reading of a list
     */
    String fill(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(encoded(place, values.getOrDefault(place.group(1), ""))));
    }

    private String encoded(MatchResult place, String value) {
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("\"" + value + "\" is no id for " + place.group() + " of " + text);
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
