package dev.accrue.billing.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.telemetry.OpsEvent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guides for operators and hosts name is there, and nothing that is there is left out. */
class GuidesTest {

    private static final java.nio.file.Path DOCS = java.nio.file.Path.of("..", "docs");
    private static final List<Class<?>> RESOURCES =
            List.of(ReadinessResource.class, MetricsResource.class, WebhooksResource.class, ReplaysResource.class);

    @Test
    void theGuideForOperatorsNamesEveryCall() throws IOException {
        Set<String> named = found("operations-guide.md", "(?m)^\\| `((?:GET|POST) /[^`]*)`");

        assertThat(named).isEqualTo(calls());
    }

    @Test
    void theGuideForOperatorsNamesEveryOpsEvent() throws IOException {
        Set<String> named = found("operations-guide.md", "event=\"(\\w+)\"");

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(Stream.of(OpsEvent.values())
                        .map(event -> event.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void theGuideForOperatorsNamesNoSeriesThatDoesNotExist() throws IOException {
        String measured = read("../billing-ejb/src/main/java/dev/accrue/billing/telemetry/StoredMeters.java")
                + read("../billing-ejb/src/main/java/dev/accrue/billing/start/Gauges.java");

        assertThat(found("operations-guide.md", "`(billing_\\w+)"))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(measured).contains('"' + series + '"'));
    }

    @Test
    void theGuideForHostsShowsWhatTheModuleDoesItself() throws IOException {
        String source = read("src/main/java/dev/accrue/billing/web/standalone/OperatorMechanism.java");
        Set<String> statements = new TreeSet<>();
        for (String snippet : found("embedding.md", "(?s)```java\n(.*?)```")) {
            snippet.lines().map(String::strip).forEach(statements::add);
        }

        assertThat(statements)
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(source).contains(line.replace("HttpSession session = ", "")));
    }

    private static Set<String> calls() {
        Set<String> calls = new TreeSet<>();
        for (Class<?> resource : RESOURCES) {
            String base = path(resource).replaceFirst(".*/v1", "");
            for (Method method : resource.getDeclaredMethods()) {
                verb(method).ifPresent(verb -> calls.add(verb + " " + base + path(method)));
            }
        }
        return calls;
    }

    private static Optional<String> verb(Method method) {
        return method.isAnnotationPresent(GET.class)
                ? Optional.of("GET")
                : method.isAnnotationPresent(POST.class) ? Optional.of("POST") : Optional.empty();
    }

    private static String path(AnnotatedElement where) {
        return Optional.ofNullable(where.getAnnotation(Path.class))
                .map(path -> "/" + path.value())
                .orElse("");
    }

    private static String read(String file) throws IOException {
        return Files.readString(java.nio.file.Path.of(file));
    }

    private static Set<String> found(String guide, String pattern) throws IOException {
        String text = Files.readString(DOCS.resolve(guide));
        Set<String> all = new TreeSet<>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(all::add);
        return all;
    }
}
