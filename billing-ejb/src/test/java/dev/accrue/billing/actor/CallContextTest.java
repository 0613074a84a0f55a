package dev.accrue.billing.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallContextTest {

    @Test
    void theSameRequestMadeAgainGivesTheSameOperationIds() {
        assertThat(request("r-1").operationId("subscription.create", "cus_1"))
                .isEqualTo(request("r-1").operationId("subscription.create", "cus_1"))
                .isPresent();
    }

    @Test
    void aSecondOperationOfOneRequestHasAnotherId() {
        CallContext context = request("r-1");

        assertThat(context.operationId("subscription.create", "cus_1"))
                .isNotEqualTo(context.operationId("subscription.create", "cus_1"));
    }

    @Test
    void requestsKindsAndSubjectsAreToldApart() {
        assertThat(request("r-1").operationId("subscription.create", "cus_1"))
                .isNotEqualTo(request("r-2").operationId("subscription.create", "cus_1"))
                .isNotEqualTo(request("r-1").operationId("subscription.cancel", "cus_1"))
                .isNotEqualTo(request("r-1").operationId("subscription.create", "cus_2"));
    }

    @Test
    void withoutARequestThereIsNoOperationId() {
        assertThat(CallContext.of(Actor.system()).operationId("subscription.create", "cus_1"))
                .isEmpty();
    }

    @Test
    void outsideOfAnyCallTheActorIsTheSystem() {
        assertThat(CallContext.current().actor()).isEqualTo(Actor.system());
    }

    @Test
    void aCallInACallIsAttributedToTheInnerOne() throws Exception {
        CallContext outer = CallContext.of(Actor.user("jane"));
        CallContext inner = CallContext.of(Actor.job("dunning"));

        Actor within = outer.call(() -> inner.call(() -> CallContext.current().actor()));

        assertThat(within).isEqualTo(Actor.job("dunning"));
        outer.run(() -> {
            inner.run(() -> {});
            assertThat(CallContext.current()).isSameAs(outer);
        });
    }

    @Test
    void aCallThatFailsLeavesNothingBehind() {
        CallContext jane = CallContext.of(Actor.user("jane"));

        assertThatThrownBy(() -> jane.call(() -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);

        assertThat(CallContext.current().actor()).isEqualTo(Actor.system());
    }

    private static CallContext request(String id) {
        return new CallContext(Actor.user("jane"), Optional.of(id), Optional.empty());
    }
}
