package dev.accrue.billing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.accrue.billing.architecture.Packages.FEATURES;
import static dev.accrue.billing.architecture.Packages.GROUND_FLOOR;
import static dev.accrue.billing.architecture.Packages.LEAVES;
import static dev.accrue.billing.architecture.Packages.in;
import static dev.accrue.billing.architecture.Packages.of;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.accrue.billing.Billing;
import dev.accrue.billing.PublicApi;

/** Which package may know which. {@link RulesBiteTest} shows each rule a class that breaks it. */
@AnalyzeClasses(packages = Packages.ROOT, importOptions = DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles = SlicesRuleDefinition.slices()
            .assignedFrom(Packages.slices())
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule the_ground_floor_knows_no_feature =
            noClasses().that().resideInAnyPackage(in(GROUND_FLOOR)).should().dependOnClassesThat(of(FEATURES));

    @ArchTest
    static final ArchRule the_ground_floor_knows_no_pipeline = noClasses()
            .that()
            .resideInAnyPackage(in(GROUND_FLOOR))
            .should()
            .dependOnClassesThat(of("webhook", "start", "job", "notification", "document", "sync", "readiness"));

    @ArchTest
    static final ArchRule leaves_stand_on_nothing_of_ours =
            classes().that().resideInAnyPackage(in(LEAVES)).should(knowNobodyElseOfUs());

    @ArchTest
    static final ArchRule a_configuration_can_be_checked_before_a_server_starts = classes()
            .that()
            .resideInAnyPackage(in("config"))
            .and()
            .doNotHaveSimpleName("ConfigProducer")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.jspecify..").or(of("config")));

    @ArchTest
    static final ArchRule the_webhook_path_knows_no_feature = noClasses()
            .that()
            .resideInAnyPackage(in("webhook", "event"))
            .should()
            .dependOnClassesThat(of(FEATURES));

    @ArchTest
    static final ArchRule features_know_no_pipeline = noClasses()
            .that()
            .resideInAnyPackage(in(FEATURES))
            .should()
            .dependOnClassesThat(of("webhook", "start", "job"));

    @ArchTest
    static final ArchRule only_hosts_know_the_facade =
            noClasses().that().resideInAnyPackage(in("*")).should().dependOnClassesThat(isFacade());

    @ArchTest
    static final ArchRule only_the_stripe_adapter_knows_the_sdk = noClasses()
            .that()
            .resideOutsideOfPackages(in("processor.stripe"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.stripe..", "com.google.gson..");

    @ArchTest
    static final ArchRule the_simulator_and_the_adapter_meet_at_the_wire_only = noClasses()
            .that()
            .resideInAnyPackage(in("processor.fake"))
            .should()
            .dependOnClassesThat(of("processor.stripe"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_adapter_does_not_know_the_simulator = noClasses()
            .that()
            .resideInAnyPackage(in("processor.stripe"))
            .should()
            .dependOnClassesThat(of("processor.fake"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule features_speak_to_the_seam_and_to_no_implementation = noClasses()
            .that()
            .resideInAnyPackage(in(FEATURES))
            .should()
            .dependOnClassesThat(of("processor.stripe", "processor.fake"));

    @ArchTest
    static final ArchRule only_start_and_jobs_have_timers = noClasses()
            .that()
            .resideOutsideOfPackages(in("start", "job"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "jakarta\\.ejb\\.(TimerService|Timer|TimerConfig|Timeout|Schedule|Schedules|ScheduleExpression)");

    @ArchTest
    static final ArchRule sql_goes_through_the_database = noClasses()
            .that()
            .resideOutsideOfPackages(in("database", "processor.fake"))
            .and()
            .doNotHaveSimpleName("LedgerGuard")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.sql\\.(Connection|Statement|PreparedStatement|ResultSet)|javax\\.sql\\..*");

    private static DescribedPredicate<JavaClass> isFacade() {
        return JavaClass.Predicates.type(Billing.class);
    }

    private static ArchCondition<JavaClass> knowNobodyElseOfUs() {
        return new ArchCondition<>("know no other package of this module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> isForeign(type, arrow.getTargetClass()))
                        .map(Dependency::getDescription)
                        .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
            }
        };
    }

    private static boolean isForeign(JavaClass type, JavaClass target) {
        return Packages.inModule().test(target)
                && !target.isEquivalentTo(PublicApi.class)
                && !Packages.nameOf(type).equals(Packages.nameOf(target));
    }
}
