package dev.accrue.billing.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.subscription.TruthTable;
import dev.accrue.billing.tax.CustomerTruthTable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes the page about operations from the code, its comments and its tests, and holds the page in {@code docs} to it.
 * Where they differ, the page that it expects is in {@code target}: read it, and copy it.
 */
class OperationsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Path EXPECTED = Path.of("target", "operations.md");

    private static final String[] ANY = {
        "RequestRefusedException", "OutcomePendingException", "OperationInProgressException"
    };
    private static final String[] OF_AN_ID = {"OperationConflictException", "OperationAbandonedException"};

    private final Map<String, Set<String>> shown = shown();

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        String page = page();
        Files.writeString(EXPECTED, page);

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void everyOperationIsShownByATestOfItsOwn() {
        assertThat(OperationCases.all())
                .allSatisfy(operation -> assertThat(shown).containsKey(operation.kind()));
    }

    @Test
    void everyOtherCallIsShownByATestOfItsOwn() {
        assertThat(otherCalls())
                .allSatisfy(call -> assertThat(shown).containsKey(call.name()))
                .extracting(Call::name)
                .contains("Customers.adopt", "Previews.apply", "Previews.subscribe", "Subscriptions.openSetup");
    }

    @Test
    void everyRefusalThatTheTruthTablesSeeIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        CustomerTruthTable.refusals()
                .forEach((call, seen) -> assertThat(refusalsOnThe(page, call))
                        .as(call)
                        .containsAll(seen.stream().map(Class::getSimpleName).toList()));
        assertThat(refusalsOnThe(page, "Subscriptions.change")).contains("ChangeNotAllowedException");
    }

    /** Making the customer of an entity is one operation for all who ask, so no other wish can have its id. */
    @Test
    void everyOperationNamesTheEndsThatAnyMayComeTo() {
        assertThat(OperationCases.all().stream().map(Call::of).distinct())
                .allSatisfy(call -> assertThat(call.errors()).as(call.name()).containsKeys(ANY))
                .filteredOn(call -> !call.name().equals("Customers.getOrCreate"))
                .allSatisfy(call -> assertThat(call.errors()).as(call.name()).containsKeys(OF_AN_ID));
    }

    private static List<String> refusalsOnThe(String page, String call) {
        String table = page.split("\n### `" + Pattern.quote(call) + "`\n", 2)[1].split("\n### ", 2)[0];
        return Pattern.compile("(?m)^\\| `(\\w+)`")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void noTestShowsWhatDoesNotExist() {
        Set<String> kinds =
                OperationCases.all().stream().map(OperationCase::kind).collect(Collectors.toCollection(TreeSet::new));
        kinds.add(Shows.EVERY);
        otherCalls().forEach(call -> kinds.add(call.name()));

        assertThat(kinds).containsAll(shown.keySet());
    }

    private String page() throws IOException {
        String intro = Files.readString(PAGE).split("(?m)^## ", 2)[0];
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            List<Recovery> recoveries = billing.every(Recovery.class).toList();
            return intro + "## Shown for every operation\n\n" + tests(Shows.EVERY) + "\n"
                    + "## Which change makes sense when\n\n"
                    + "Whatever does not is a `ChangeNotAllowedException` that says why, before anything is sent"
                    + " (`TruthTableTest`).\n\n"
                    + TruthTable.markdown() + "\n"
                    + "## What may be done for which customer\n\n"
                    + "A location that Stripe cannot place and a refusal of its own are Stripe's answers; the rest is said"
                    + " before anything is sent (`CustomerTruthTableTest`). *Deleted unheard*: at Stripe, and its event is"
                    + " still to come. *Unclaimed*: no entity's customer yet. Only the one *without location* has a draft"
                    + " that waits for its tax.\n\n"
                    + CustomerTruthTable.markdown() + "\n"
                    + OperationCases.all().stream()
                            .map(operation -> section(operation, recoveries))
                            .collect(Collectors.joining("\n"))
                    + "\n## Other calls\n\n"
                    + otherCalls().stream().map(this::section).collect(Collectors.joining("\n"))
                    + "\n## Exceptions\n\n"
                    + Stream.concat(OperationCases.all().stream().map(Call::of), otherCalls().stream())
                            .distinct()
                            .map(OperationsPageTest::errors)
                            .collect(Collectors.joining("\n"));
        }
    }

    private String section(OperationCase operation, List<Recovery> recoveries) {
        StringBuilder section = new StringBuilder("## `" + operation.kind() + "`\n\n" + text(operation) + "\n\n");
        section.append("Asked for by `" + operation.boundary().getSimpleName() + "." + operation.method() + "`"
                + (isWishOfItsOwn(operation) ? " with `" + operation.wish().getSimpleName() + "`" : "") + ".\n\n");
        if (!options(operation).isEmpty()) {
            section.append("| option | |\n|---|---|\n");
            options(operation).forEach((name, text) -> section.append("| `" + name + "` | " + text + " |\n"));
            section.append("\n");
        }
        section.append("* Outcome: " + outcome(operation) + ".\n");
        section.append("* Fact: `" + operation.kind() + "`.\n");
        section.append("* Without an answer: " + recovery(operation, recoveries) + ".\n");
        section.append("* " + exceptions(Call.of(operation)));
        return section + "\nShown by\n" + tests(operation.kind());
    }

    private String section(Call call) {
        return "### Calling `" + call.name() + "`\n\n" + call.text() + "\n\n" + exceptions(call) + "\nShown by\n"
                + tests(call.name());
    }

    private static String exceptions(Call call) {
        return call.errors().keySet().stream()
                .map(type -> "`" + type + "`")
                .collect(Collectors.joining(", ", "Exceptions: ", ".\n"));
    }

    /** What hosts call and may be refused by, and what no kind of operation is named after. */
    private static List<Call> otherCalls() {
        Set<Call> operations = OperationCases.all().stream().map(Call::of).collect(Collectors.toSet());
        return Call.all().stream().filter(call -> !operations.contains(call)).toList();
    }

    /** A wish that several operations share says what they have in common; what each of them does says its method. */
    private static String text(OperationCase operation) {
        String method = Call.of(operation).text();
        if (!isWishOfItsOwn(operation)) {
            return method;
        }
        String wish = SourceComment.of(operation.wish()).text();
        return isWishShared(operation) ? method + "\n\n" + wish : wish;
    }

    private static boolean isWishShared(OperationCase operation) {
        return OperationCases.all().stream()
                        .filter(other -> other.wish() == operation.wish())
                        .count()
                > 1;
    }

    private static String errors(Call call) {
        StringBuilder table = new StringBuilder("### `" + call.name() + "`\n\n| exception | |\n|---|---|\n");
        call.errors().forEach((type, when) -> table.append("| `" + type + "` | " + when + " |\n"));
        return table.toString();
    }

    /** What needs few words has no class for them: the method's comment says what it does. */
    private static boolean isWishOfItsOwn(OperationCase operation) {
        return operation.wish() != operation.boundary();
    }

    private static Map<String, String> options(OperationCase operation) {
        if (!isWishOfItsOwn(operation)) {
            return SourceComment.of(operation.boundary(), operation.method()).parameters();
        }
        return operation.wish().isRecord()
                ? SourceComment.of(operation.wish()).parameters()
                : SourceComment.methodsGiving(operation.wish());
    }

    private static String outcome(OperationCase operation) {
        Class<?> result = Arrays.stream(operation.boundary().getMethods())
                .filter(method -> method.getName().equals(operation.method()))
                .map(Method::getReturnType)
                .findFirst()
                .orElseThrow();
        return result == Outcome.class
                ? "done, or the customer has to do something, or declined"
                : result == void.class ? "done" : "`" + result.getSimpleName() + "`";
    }

    private static String recovery(OperationCase operation, List<Recovery> recoveries) {
        boolean late = recoveries.stream()
                .filter(recovery -> recovery.kinds().contains(operation.kind()))
                .anyMatch(recovery -> recovery.isResendable(operation.kind()));
        return late
                ? "Stripe is asked; a certain no is sent again, unless something else was asked for since"
                : "Stripe is asked; a certain no is abandoned, and never performed late";
    }

    private String tests(String kind) {
        return shown.getOrDefault(kind, Set.of()).stream()
                .map(test -> "* " + test + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, Set<String>> shown() {
        Map<String, Set<String>> tests = new TreeMap<>();
        new ClassFileImporter()
                .importPackages("dev.accrue.billing").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Shows.class))
                        .forEach(method -> kinds(method)
                                .forEach(kind -> tests.computeIfAbsent(kind, any -> new TreeSet<>())
                                        .add("`" + method.getOwner().getSimpleName() + "." + method.getName() + "`")));
        return tests;
    }

    private static Stream<String> kinds(JavaMethod method) {
        return Arrays.stream(method.getAnnotationOfType(Shows.class).value());
    }
}
