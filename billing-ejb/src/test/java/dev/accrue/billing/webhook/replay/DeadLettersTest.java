package dev.accrue.billing.webhook.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Redelivery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators see. */
class DeadLettersTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eventsArePagedNewestFirst(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(25);
            Filter<EventState> dead = Filter.events().in(EventState.DEAD);

            List<EventEntry> all = new ArrayList<>();
            Listed<EventEntry> page = scene.deadLetters().events(dead, "", 10);
            all.addAll(page.entries());
            while (page.hasMore()) {
                page = scene.deadLetters().events(dead, page.next(), 10);
                all.addAll(page.entries());
            }

            assertThat(all).hasSize(25).doesNotHaveDuplicates();
            assertThat(all)
                    .isSortedAccordingTo(Comparator.comparing(EventEntry::id).reversed());
            assertThat(scene.deadLetters().countEvents(dead)).isEqualTo(25);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aPageIsBounded(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(250);

            assertThat(scene.deadLetters().events(Filter.events(), "", 100_000).entries())
                    .hasSize(DeadLetters.LARGEST_PAGE);
            assertThat(scene.deadLetters().events(Filter.events(), "", 0).entries())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eventsAreFilteredByEverything(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            scene.deadEvents(3);
            Instant soon = Instant.now().plus(Duration.ofMinutes(1));
            long all = scene.deadLetters().countEvents(Filter.events());
            Filter<EventState> events = Filter.events();

            assertThat(count(scene, events.ofTypes("gadget.*"))).isEqualTo(3);
            assertThat(count(scene, events.ofTypes("gadget.updated", "nothing.*")))
                    .isEqualTo(3);
            assertThat(count(scene, events.ofTypes("gadget"))).isZero();
            assertThat(count(scene, events.in(EventState.DEAD))).isEqualTo(3);
            assertThat(count(scene, events.in(EventState.DEAD, EventState.PROCESSED)))
                    .isEqualTo(all);
            assertThat(count(scene, events.to(ReplayScene.LISTENER))).isEqualTo(all - 3);
            assertThat(count(scene, events.of("platform"))).isEqualTo(all);
            assertThat(count(scene, events.of("acct_other"))).isZero();
            assertThat(count(scene, events.in(Mode.TEST))).isEqualTo(all);
            assertThat(count(scene, events.in(Mode.LIVE))).isZero();
            assertThat(count(scene, events.through("stripe"))).isEqualTo(all);
            assertThat(count(scene, events.through("events-api"))).isZero();
            assertThat(count(scene, events.named("evt_1"))).isEqualTo(1);
            assertThat(count(scene, events.between(Instant.EPOCH, soon))).isEqualTo(all);
            assertThat(count(scene, events.between(soon, Filter.FAR))).isZero();
            assertThat(count(
                            scene,
                            events.ofTypes("gadget.*").in(EventState.DEAD).named("evt_1", "evt_2")))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void deliveriesAreFilteredByEverything(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).with("billing.webhooks.max-attempts", "1")) {
            ReplayScene.Listener broken = new ReplayScene.Listener("broken");
            scene.billing.handling(broken);
            broken.broken = true;
            scene.start().aCustomer("acme");
            long each = scene.deadLetters().countEvents(Filter.events());
            Filter<DeliveryState> deliveries = Filter.deliveries();

            assertThat(countDeliveries(scene, deliveries)).isEqualTo(2 * each);
            assertThat(countDeliveries(scene, deliveries.in(DeliveryState.DEAD)))
                    .isEqualTo(each);
            assertThat(countDeliveries(scene, deliveries.to("broken"))).isEqualTo(each);
            assertThat(countDeliveries(scene, deliveries.to("broken").in(DeliveryState.DELIVERED)))
                    .isZero();
            assertThat(countDeliveries(scene, deliveries.ofTypes("customer.*").to("broken")))
                    .isEqualTo(scene.deadLetters().countEvents(Filter.events().ofTypes("customer.*")));
            assertThat(countDeliveries(scene, deliveries.in(Mode.LIVE))).isZero();
            assertThat(countDeliveries(scene, deliveries.through("stripe").of("platform")))
                    .isEqualTo(2 * each);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsNotThereIsSaidToBeUnknown(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            UUID nobody = UUID.randomUUID();

            assertThatThrownBy(() -> scene.deadLetters().event(nobody)).isInstanceOf(NoSuchObjectException.class);
            assertThatThrownBy(() -> scene.deadLetters().delivery(nobody)).isInstanceOf(NoSuchObjectException.class);
            assertThatThrownBy(() -> scene.replays().get(nobody)).isInstanceOf(NoSuchObjectException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everythingThatCrossesTheBoundaryCanTravel(TestDatabase kind) throws Exception {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            Filter<EventState> filter = Filter.events().ofTypes("customer.*").in(EventState.DEAD);

            for (Serializable thing : List.of(
                    scene.deadLetters().events(Filter.events(), "", 1),
                    scene.deadLetters().deliveries(Filter.deliveries(), "", 1),
                    scene.operator(() -> scene.replays().event(event.id(), Instruction.because("INC-1"))),
                    filter,
                    Redelivery.all().to("somebody"),
                    Window.since(Instant.now()).ofTypes("customer.*").of("platform"),
                    Instruction.because("INC-1").as("id"))) {
                assertThat(travelled(thing)).isEqualTo(thing);
            }
        }
    }

    @Test
    void aReasonIsACodeAndNoProse() {
        assertThatThrownBy(() -> Instruction.because("jane@example.com complained"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Instruction.because("INC-4711").reason()).isEqualTo("INC-4711");
    }

    private static long count(ReplayScene scene, Filter<EventState> filter) {
        return scene.deadLetters().countEvents(filter);
    }

    private static long countDeliveries(ReplayScene scene, Filter<DeliveryState> filter) {
        return scene.deadLetters().countDeliveries(filter);
    }

    private static Object travelled(Serializable thing) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thing);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
