package dev.accrue.billing.processor.stripe;

import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What adapter and SDK know of objects and events, for the tests of others. */
public final class StripePaths {

    private static final Map<String, List<Pattern>> PATTERNS = patterns();

    private StripePaths() {}

    /** Every type of object that the adapter has decided about. */
    public static Set<String> objectTypes() {
        return new TreeSet<>(StripeObjects.types());
    }

    /** For every path that reads one object of the type, the names of the places in it. */
    public static List<List<String>> places(String objectType) {
        return StripeObjects.ofType(objectType).stream()
                .flatMap(objects -> objects.singles().stream())
                .map(PathTemplate::places)
                .toList();
    }

    /** Every type of event that the SDK lets an endpoint ask for. */
    public static Set<String> eventTypes() {
        Set<String> types = new TreeSet<>();
        Stream.of(EnabledEvent.values()).map(EnabledEvent::getValue).forEach(types::add);
        types.remove("*");
        return types;
    }

    /** The types of the objects that a path reads one of. */
    public static List<String> typesReadAt(String path) {
        return PATTERNS.keySet().stream()
                .filter(type -> PATTERNS.get(type).stream()
                        .anyMatch(pattern -> pattern.matcher(path).matches()))
                .toList();
    }

    /** The id in a path that reads one object; empty where a path has none. */
    public static Optional<String> idIn(String path, String objectType) {
        return PATTERNS.get(objectType).stream()
                .filter(pattern -> pattern.pattern().contains("?<id>"))
                .map(pattern -> pattern.matcher(path))
                .filter(Matcher::matches)
                .findFirst()
                .map(matcher -> matcher.group("id"));
    }

    private static Map<String, List<Pattern>> patterns() {
        Map<String, List<Pattern>> patterns = new TreeMap<>();
        for (String type : StripeObjects.types()) {
            patterns.put(
                    type,
                    StripeObjects.ofType(type).orElseThrow().singles().stream()
                            .map(StripePaths::pattern)
                            .toList());
        }
        return patterns;
    }

    private static Pattern pattern(PathTemplate template) {
        return Pattern.compile(template.text().replace("{id}", "(?<id>[^/]+)").replaceAll("\\{\\w+}", "[^/]+"));
    }
}
