package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One wake-up at a time, and never none for good. */
class OnItsWayTest {

    private long nanos = Long.MAX_VALUE - 1_000;
    private final OnItsWay message = new OnItsWay(() -> nanos);

    @Test
    void whileOneIsOnItsWayNoOtherIsSent() {
        assertThat(message.begin()).isTrue();
        assertThat(message.begin()).isFalse();
    }

    @Test
    void whenItHasArrivedTheNextIsSentAtOnce() {
        message.begin();
        message.over();

        assertThat(message.begin()).isTrue();
    }

    @Test
    void oneThatNeverArrivesIsNotTheLast() {
        message.begin();
        nanos += OnItsWay.LOST_AFTER.toNanos() - 1;
        assertThat(message.begin()).isFalse();

        nanos++;
        assertThat(message.begin()).isTrue();
        assertThat(message.begin()).isFalse();
    }
}
