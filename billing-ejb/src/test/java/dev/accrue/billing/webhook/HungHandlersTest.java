package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.mirror.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a handler is called, and when it is left alone; a handler may take thirty seconds. */
class HungHandlersTest {

    private Instant now = Instant.parse("2026-11-01T10:00:00Z");
    private final HungHandlers hung = new HungHandlers(ConfigReader.read(key -> Optional.empty()), () -> now);

    @Test
    void oneDeliveryThatHangsIsNotHeldAgainstItsHandler() {
        hung.hung("mailer");

        assertThat(hung.mayBeCalled("mailer")).isTrue();
    }

    @Test
    void twoInARowAre() {
        hangs("mailer");

        assertThat(hung.mayBeCalled("mailer")).isFalse();
        assertThat(hung.mayBeCalled("bookkeeper")).isTrue();
    }

    @Test
    void twoWithOneBetweenThatWentWellAreNot() {
        hung.hung("mailer");
        goesWell("mailer");
        hung.hung("mailer");

        assertThat(hung.mayBeCalled("mailer")).isTrue();
    }

    @Test
    void afterAWhileOneDeliveryTriesItOutForAllOthers() {
        hangs("mailer");
        passes(Duration.ofMinutes(5));

        assertThat(hung.mayBeCalled("mailer")).isTrue();
        assertThat(hung.mayBeCalled("mailer")).as("another hand").isFalse();

        goesWell("mailer");
        assertThat(hung.mayBeCalled("mailer")).isTrue();
    }

    @Test
    void oneThatStillHangsIsLeftAloneForAnotherWhile() {
        hangs("mailer");
        passes(Duration.ofMinutes(5));
        assertThat(hung.mayBeCalled("mailer")).isTrue();

        passes(Duration.ofSeconds(30));
        hung.hung("mailer");
        passes(Duration.ofMinutes(5).minusMillis(1));
        assertThat(hung.mayBeCalled("mailer")).isFalse();

        passes(Duration.ofMillis(1));
        assertThat(hung.mayBeCalled("mailer")).isTrue();
    }

    private void hangs(String handler) {
        hung.hung(handler);
        hung.hung(handler);
    }

    private void goesWell(String handler) {
        ObjectKey subject = new ObjectKey(Account.platform(false), "teapot", "tp_1");
        UUID id = UUID.randomUUID();
        hung.delivered(
                List.of(new Delivery(id, handler, 1, new BillingEvent(id, "evt_1", "teapot.boiled", subject, now, 1))));
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }
}
