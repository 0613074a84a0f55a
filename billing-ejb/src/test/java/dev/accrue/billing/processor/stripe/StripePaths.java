package dev.accrue.billing.processor.stripe;

import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What adapter and SDK know of objects and events, for the tests of others. */
public final class StripePaths {

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
        return objectTypes().stream()
                .filter(type -> StripeObjects.ofType(type).stream()
                        .flatMap(objects -> objects.singles().stream())
                        .anyMatch(template -> matches(template, path)))
                .toList();
    }

    /** The id in a path that reads one object; empty where a path has none. */
    public static Optional<String> idIn(String path, String objectType) {
        List<String> steps = List.of(path.split("/"));
        return StripeObjects.ofType(objectType).orElseThrow().singles().stream()
                .filter(template -> matches(template, path))
                .findFirst()
                .map(template -> List.of(template.text().split("/")).indexOf("{id}"))
                .filter(position -> position >= 0)
                .map(steps::get);
    }

    private static boolean matches(PathTemplate template, String path) {
        String pattern = Pattern.compile("\\{\\w+}").matcher(template.text()).replaceAll("[^/]+");
        return path.matches(pattern);
    }
}
