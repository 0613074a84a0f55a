package dev.accrue.billing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static dev.accrue.billing.architecture.Packages.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.subscription.Subscription;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What code here never does, and what it always does. {@link RulesBiteTest} shows each rule a class that breaks it. */
@AnalyzeClasses(packages = Packages.ROOT, importOptions = DoNotIncludeTests.class)
class CodingRulesTest {

    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    @ArchTest
    static final ArchRule time_comes_from_a_clock = noClasses()
            .that()
            .resideOutsideOfPackages(in("time"))
            .should()
            .accessTargetWhere(describe("it reads the machine's time", CodingRulesTest::readsTheTime));

    @ArchTest
    static final ArchRule no_field_is_a_floating_point_number =
            noFields().should().haveRawType(floating());

    @ArchTest
    static final ArchRule no_method_speaks_of_floating_point_numbers =
            noMethods().should(speakOfFloatingPointNumbers());

    @ArchTest
    static final ArchRule no_amount_passes_through_a_floating_point_number = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "it turns a number into a floating point number",
                    access -> Set.of("doubleValue", "floatValue", "parseDouble", "parseFloat")
                            .contains(access.getTarget().getName())));

    @ArchTest
    static final ArchRule nothing_is_printed = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule java_ee_is_called_jakarta = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.annotation",
                    "javax.ejb..",
                    "javax.enterprise..",
                    "javax.faces..",
                    "javax.inject..",
                    "javax.jms..",
                    "javax.json..",
                    "javax.mail..",
                    "javax.persistence..",
                    "javax.servlet..",
                    "javax.transaction",
                    "javax.validation..",
                    "javax.ws..");

    @ArchTest
    static final ArchRule packages_are_null_marked = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule exceptions_are_unchecked = classes()
            .that()
            .areAssignableTo(Exception.class)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(RuntimeException.class);

    @ArchTest
    static final ArchRule statuses_are_asked_for_by_predicates_only = noClasses()
            .that()
            .resideOutsideOfPackages(in("subscription", "invoice"))
            .should()
            .callMethod(Subscription.class, "rawStatus")
            .orShould()
            .callMethod(Invoice.class, "rawStatus");

    @ArchTest
    static final ArchRule the_subscription_status_belongs_to_the_predicates = noClasses()
            .that()
            .doNotHaveSimpleName("Subscription")
            .and()
            .doNotHaveSimpleName("SubscriptionStatus")
            .and()
            .doNotHaveSimpleName("SubscriptionPredicate")
            .and()
            .doNotHaveSimpleName("Condition")
            .and()
            .doNotHaveSimpleName("Access")
            .and()
            .doNotHaveSimpleName("ChangeRecovery") // asks Stripe's answer, not the mirror
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.accrue.billing.subscription.SubscriptionStatus");

    private static boolean readsTheTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean javaTime = owner.getPackageName().equals("java.time")
                && name.equals("now")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class));
        boolean clock = owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick"));
        boolean system = owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
        boolean date = owner.isEquivalentTo(Date.class)
                && name.equals("<init>")
                && access.getTarget() instanceof CodeUnitAccessTarget init
                && init.getRawParameterTypes().isEmpty();
        return javaTime || clock || system || date;
    }

    private static DescribedPredicate<JavaClass> floating() {
        return describe(
                "a floating point number",
                type -> FLOATING.contains(type.getBaseComponentType().getName()));
    }

    private static ArchCondition<JavaCodeUnit> speakOfFloatingPointNumbers() {
        return new ArchCondition<>("take or give a floating point number") {
            @Override
            public void check(JavaCodeUnit method, ConditionEvents events) {
                boolean speaks = floating().test(method.getRawReturnType())
                        || method.getRawParameterTypes().stream().anyMatch(floating());
                events.add(new SimpleConditionEvent(method, speaks, method.getDescription() + " takes or gives one"));
            }
        };
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that says how it treats null") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package that is not @NullMarked"));
            }
        };
    }
}
