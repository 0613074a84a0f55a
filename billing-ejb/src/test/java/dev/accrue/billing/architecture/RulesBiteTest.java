package dev.accrue.billing.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.accrue.billing.architecture.offender.config.KnowsMicroProfile;
import dev.accrue.billing.architecture.offender.customer.KnowsTheFacade;
import dev.accrue.billing.architecture.offender.invoice.ConstructedEjb;
import dev.accrue.billing.architecture.offender.invoice.HasADoubleField;
import dev.accrue.billing.architecture.offender.invoice.IsChecked;
import dev.accrue.billing.architecture.offender.invoice.KnowsThePipelineToo;
import dev.accrue.billing.architecture.offender.invoice.OpenEntity;
import dev.accrue.billing.architecture.offender.invoice.Prints;
import dev.accrue.billing.architecture.offender.invoice.PublicEntity;
import dev.accrue.billing.architecture.offender.invoice.ReadsADouble;
import dev.accrue.billing.architecture.offender.invoice.SettableEntity;
import dev.accrue.billing.architecture.offender.invoice.SpeaksJavaEe;
import dev.accrue.billing.architecture.offender.invoice.TakesAFloat;
import dev.accrue.billing.architecture.offender.invoice.TransactionalBoundary;
import dev.accrue.billing.architecture.offender.invoice.WritesThroughJpa;
import dev.accrue.billing.architecture.offender.json.OtherHalfOfACycle;
import dev.accrue.billing.architecture.offender.ledger.OpensAConnection;
import dev.accrue.billing.architecture.offender.money.HalfOfACycle;
import dev.accrue.billing.architecture.offender.money.KnowsAFeature;
import dev.accrue.billing.architecture.offender.money.KnowsAnotherLeaf;
import dev.accrue.billing.architecture.offender.money.KnowsThePipeline;
import dev.accrue.billing.architecture.offender.payment.KnowsAnImplementation;
import dev.accrue.billing.architecture.offender.processor.fake.KnowsTheAdapter;
import dev.accrue.billing.architecture.offender.processor.fake.KnowsTheSdk;
import dev.accrue.billing.architecture.offender.processor.stripe.KnowsTheSimulator;
import dev.accrue.billing.architecture.offender.webhook.CountsMillis;
import dev.accrue.billing.architecture.offender.webhook.HasATimer;
import dev.accrue.billing.architecture.offender.webhook.KnowsAFeatureToo;
import dev.accrue.billing.architecture.offender.webhook.MakesADate;
import dev.accrue.billing.architecture.offender.webhook.MeasuresWithNanoTime;
import dev.accrue.billing.architecture.offender.webhook.ReadsTheMachinesTime;
import dev.accrue.billing.architecture.offender.webhook.ReadsTheRawStatus;
import dev.accrue.billing.architecture.offender.webhook.RefersToTheMachinesTime;
import dev.accrue.billing.architecture.offender.webhook.TakesTheSystemClock;
import dev.accrue.billing.subscription.OffenderAsksForTheStatus;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that never fails proves nothing, so each one is shown a class that breaks it. */
class RulesBiteTest {

    static Stream<Arguments> offenders() {
        return Stream.of(
                bites(ArrowsTest.packages_have_no_cycles, HalfOfACycle.class, OtherHalfOfACycle.class),
                bites(ArrowsTest.the_ground_floor_knows_no_feature, KnowsAFeature.class),
                bites(ArrowsTest.the_ground_floor_knows_no_pipeline, KnowsThePipeline.class),
                bites(ArrowsTest.leaves_stand_on_nothing_of_ours, KnowsAnotherLeaf.class),
                bites(ArrowsTest.a_configuration_can_be_checked_before_a_server_starts, KnowsMicroProfile.class),
                bites(ArrowsTest.the_webhook_path_knows_no_feature, KnowsAFeatureToo.class),
                bites(ArrowsTest.features_know_no_pipeline, KnowsThePipelineToo.class),
                bites(ArrowsTest.only_hosts_know_the_facade, KnowsTheFacade.class),
                bites(ArrowsTest.only_the_stripe_adapter_knows_the_sdk, KnowsTheSdk.class),
                bites(ArrowsTest.the_simulator_and_the_adapter_meet_at_the_wire_only, KnowsTheAdapter.class),
                bites(ArrowsTest.the_adapter_does_not_know_the_simulator, KnowsTheSimulator.class),
                bites(ArrowsTest.features_speak_to_the_seam_and_to_no_implementation, KnowsAnImplementation.class),
                bites(ArrowsTest.only_start_and_jobs_have_timers, HasATimer.class),
                bites(ArrowsTest.sql_goes_through_the_database, OpensAConnection.class),
                bites(CodingRulesTest.time_comes_from_a_clock, ReadsTheMachinesTime.class),
                bites(CodingRulesTest.time_comes_from_a_clock, RefersToTheMachinesTime.class),
                bites(CodingRulesTest.time_comes_from_a_clock, CountsMillis.class),
                bites(CodingRulesTest.time_comes_from_a_clock, TakesTheSystemClock.class),
                bites(CodingRulesTest.time_comes_from_a_clock, MakesADate.class),
                bites(CodingRulesTest.no_field_is_a_floating_point_number, HasADoubleField.class),
                bites(CodingRulesTest.no_method_speaks_of_floating_point_numbers, TakesAFloat.class),
                bites(CodingRulesTest.no_amount_passes_through_a_floating_point_number, ReadsADouble.class),
                bites(CodingRulesTest.nothing_is_printed, Prints.class),
                bites(CodingRulesTest.java_ee_is_called_jakarta, SpeaksJavaEe.class),
                bites(CodingRulesTest.packages_are_null_marked, Prints.class),
                bites(CodingRulesTest.exceptions_are_unchecked, IsChecked.class),
                bites(CodingRulesTest.statuses_are_asked_for_by_predicates_only, ReadsTheRawStatus.class),
                bites(
                        CodingRulesTest.the_subscription_status_belongs_to_the_predicates,
                        OffenderAsksForTheStatus.class),
                bites(ContainerRulesTest.entities_stay_in_their_package, PublicEntity.class),
                bites(ContainerRulesTest.entities_have_no_setters, SettableEntity.class),
                bites(ContainerRulesTest.entities_show_no_fields, OpenEntity.class),
                bites(ContainerRulesTest.jpa_only_reads, WritesThroughJpa.class),
                bites(ContainerRulesTest.ejbs_are_injected_by_fields, ConstructedEjb.class),
                bites(ContainerRulesTest.a_boundary_suspends_the_callers_transaction, TransactionalBoundary.class));
    }

    @ParameterizedTest(name = "{0} catches {1}")
    @MethodSource("offenders")
    void everyRuleBites(String rule, List<Class<?>> offenders) {
        var imported = new ClassFileImporter().importClasses(offenders);

        assertThatThrownBy(() -> named(rule).check(imported))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(offenders.get(0).getSimpleName());
    }

    @Test
    void noRuleIsWithoutAnOffender() {
        Set<String> shown = offenders().map(one -> (String) one.get()[0]).collect(Collectors.toSet());

        assertThat(shown).isEqualTo(rules().map(RulesBiteTest::name).collect(Collectors.toSet()));
    }

    @Test
    void measuringIsNotTellingTheTime() {
        var measuring = new ClassFileImporter().importClasses(MeasuresWithNanoTime.class);

        assertThatCode(() -> CodingRulesTest.time_comes_from_a_clock.check(measuring))
                .doesNotThrowAnyException();
    }

    private static Arguments bites(ArchRule rule, Class<?>... offenders) {
        return arguments(
                rules().filter(field -> valueOf(field) == rule)
                        .map(RulesBiteTest::name)
                        .findFirst()
                        .orElseThrow(),
                List.of(offenders));
    }

    private static ArchRule named(String rule) {
        return rules().filter(field -> name(field).equals(rule))
                .map(RulesBiteTest::valueOf)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Field> rules() {
        return Stream.of(ArrowsTest.class, CodingRulesTest.class, ContainerRulesTest.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(ArchTest.class));
    }

    private static String name(Field rule) {
        return rule.getName().replace('_', ' ');
    }

    private static ArchRule valueOf(Field rule) {
        try {
            return (ArchRule) rule.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
