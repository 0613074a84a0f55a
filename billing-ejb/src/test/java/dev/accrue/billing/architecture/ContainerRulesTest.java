package dev.accrue.billing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.MappedSuperclass;
import java.util.Set;

/** How entities and beans are written. {@link RulesBiteTest} shows each rule a class that breaks it. */
@AnalyzeClasses(packages = Packages.ROOT, importOptions = DoNotIncludeTests.class)
class ContainerRulesTest {

    private static final DescribedPredicate<JavaClass> MAPPED = annotatedWith(Entity.class)
            .or(annotatedWith(MappedSuperclass.class))
            .forSubtype();

    private static final DescribedPredicate<JavaClass> EJB = annotatedWith(Stateless.class)
            .or(annotatedWith(Singleton.class))
            .or(annotatedWith(MessageDriven.class))
            .forSubtype();

    @ArchTest
    static final ArchRule entities_stay_in_their_package =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule entities_have_no_setters =
            noMethods().that().areDeclaredInClassesThat(MAPPED).should().haveNameMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule entities_show_no_fields =
            noFields().that().areDeclaredInClassesThat(MAPPED).should().notBePrivate();

    @ArchTest
    static final ArchRule jpa_only_reads = noClasses()
            .should()
            .callMethodWhere(describe(
                    "it writes through JPA",
                    call -> call.getTargetOwner().isAssignableTo(EntityManager.class)
                            && Set.of("persist", "merge", "remove", "flush", "lock")
                                    .contains(call.getTarget().getName())));

    @ArchTest
    static final ArchRule ejbs_are_injected_by_fields = classes().that(EJB).should(haveNoConstructorWithParameters());

    @ArchTest
    static final ArchRule a_boundary_suspends_the_callers_transaction = classes()
            .that()
            .areAnnotatedWith(Stateless.class)
            .and()
            .doNotHaveSimpleName("HandlerTransaction") // is no boundary: it is the handlers' own
            .should(beNotSupported());

    private static ArchCondition<JavaClass> haveNoConstructorWithParameters() {
        return new ArchCondition<>("have no constructor with parameters") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructors().stream()
                        .filter(constructor ->
                                !constructor.getRawParameterTypes().isEmpty())
                        .forEach(constructor -> events.add(SimpleConditionEvent.violated(
                                type, constructor.getDescription() + " has parameters, which Payara cannot fill")));
            }
        };
    }

    private static ArchCondition<JavaClass> beNotSupported() {
        return new ArchCondition<>("be NOT_SUPPORTED") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean suspends = type.tryGetAnnotationOfType(TransactionAttribute.class)
                        .filter(found -> found.value() == TransactionAttributeType.NOT_SUPPORTED)
                        .isPresent();
                events.add(new SimpleConditionEvent(type, suspends, type.getName() + " runs in a transaction"));
            }
        };
    }
}
