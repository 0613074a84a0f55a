package dev.accrue.billing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The packages that the rules speak of. Each offender stands in for a class of the package that its own is named after.
 */
final class Packages {

    static final String ROOT = "dev.accrue.billing";
    static final String OFFENDERS = ROOT + ".architecture.offender";

    static final String[] FEATURES = {
        "customer",
        "catalog",
        "subscription",
        "invoice",
        "payment",
        "promotion",
        "tax",
        "usage",
        "checkout",
        "connect",
        "entitlement"
    };

    static final String[] GROUND_FLOOR = {
        "money",
        "account",
        "actor",
        "time",
        "json",
        "config",
        "database",
        "ledger",
        "mirror",
        "operation",
        "telemetry",
        "persistence",
        "serial",
        "processor"
    };

    /** Those of the ground floor that stand on nothing else of the module. */
    static final String[] LEAVES = {"money", "account", "actor", "time", "json", "config", "telemetry", "serial"};

    private Packages() {}

    /** The given packages with all below them, for real classes and for offenders. */
    static String[] in(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(ROOT + "." + name + "..", OFFENDERS + "." + name + ".."))
                .toArray(String[]::new);
    }

    static DescribedPredicate<JavaClass> of(String... names) {
        return resideInAnyPackage(in(names)).as("classes of " + String.join(", ", names));
    }

    /** The name of a class's package below the root; empty for the root itself and for everybody else's classes. */
    static String nameOf(JavaClass type) {
        String name = type.getPackageName();
        String root = name.startsWith(OFFENDERS + ".") ? OFFENDERS : ROOT;
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
    }

    static DescribedPredicate<JavaClass> inModule() {
        return describe("classes of this module", type -> type.getPackageName().startsWith(ROOT));
    }

    /** Each package is a slice with what is below it; only the processor's two implementations stand by themselves. */
    static SliceAssignment slices() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String[] path = nameOf(type).split("\\.");
                if (path[0].isEmpty()) {
                    return SliceIdentifier.ignore();
                }
                boolean implementation = path[0].equals("processor") && path.length > 1;
                return SliceIdentifier.of(implementation ? path[0] + "." + path[1] : path[0]);
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
