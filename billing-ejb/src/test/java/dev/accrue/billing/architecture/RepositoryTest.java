package dev.accrue.billing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the files of the repository, in every module. */
class RepositoryTest {

    private static final Path ROOT = Path.of("..");

    /** Tests of where the simulator keeps its accounts, and of failures to order. */
    private static final Set<String> NOT_ABOUT_STRIPE = Set.of(
            "FailureScriptTest.java",
            "H2StateTest.java",
            "InMemoryStateTest.java",
            "PersistenceTest.java",
            "PostgresStateTest.java",
            "SimulatedProcessorTest.java");

    private static final Pattern NESTED = Pattern.compile("^\\s*@Nested\\b", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern SOURCE = Pattern.compile("https://docs\\.stripe\\.com/\\S|\\bunverified\\b");
    private static final Pattern MIGRATION = Pattern.compile("V(\\d{3})__[a-z0-9]+(_[a-z0-9]+)*\\.sql");

    /** The inner test runs without injection: its enclosing test's fields are null. */
    @Test
    void noContainerTestIsNested() throws IOException {
        assertThat(files("IT.java").filter(test -> says(NESTED, test))).isEmpty();
    }

    @Test
    void aNestedContainerTestIsCaught() {
        assertThat(NESTED.matcher("class AnIT {\n    @Nested\n    class Inner {}\n}")
                        .find())
                .isTrue();
    }

    /**
     * What the simulator does is claimed of Stripe: each test says where Stripe says so, or that nobody has seen it.
     */
    @Test
    void everyTestOfTheSimulatorSaysHowWeKnow() throws IOException {
        List<Path> tests = files("Test.java")
                .filter(file -> file.toString().contains("/test/java/dev/accrue/billing/processor/fake/"))
                .filter(file -> !NOT_ABOUT_STRIPE.contains(file.getFileName().toString()))
                .toList();

        assertThat(tests).hasSizeGreaterThan(25).allMatch(test -> says(SOURCE, test));
    }

    @Test
    void aTestThatClaimsWithoutASourceIsCaught() {
        assertThat(SOURCE.matcher("/** Stripe rounds down. */").find()).isFalse();
        assertThat(SOURCE.matcher("/** Stripe rounds down, which is unverified. */")
                        .find())
                .isTrue();
    }

    @Test
    void everyLinkOfTheDocumentationLeadsToAFile() throws IOException {
        for (Path page : files(".md").toList()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as("linked from " + page)
                        .exists();
            }
        }
    }

    @Test
    void migrationsAreNumberedAndNamedByTheRule() throws IOException {
        List<Path> migrations = files(".sql")
                .filter(file -> file.toString().contains("src/main/resources/db/migration/"))
                .toList();

        assertThat(migrations)
                .isNotEmpty()
                .allMatch(
                        file -> MIGRATION.matcher(file.getFileName().toString()).matches());
    }

    private static Stream<Path> files(String ending) throws IOException {
        return Files.walk(ROOT)
                .filter(file -> file.toString().endsWith(ending))
                .filter(file -> !file.toString().contains("/target/")
                        && !file.toString().contains("/.git/"));
    }

    private static boolean says(Pattern what, Path file) {
        try {
            return what.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
