package dev.accrue.billing.processor.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Fetch.Urgency;
import dev.accrue.billing.processor.RefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Time stands still here, except while somebody waits. */
class TokenBucketsTest {

    private static final Account PLATFORM = Account.platform(false);
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);
    private final TokenBuckets buckets = new TokenBuckets(20, now::get, now::addAndGet);
    private final TokenBuckets account = new TokenBuckets(80, now::get, now::addAndGet);

    @Test
    void aSmallBurstPassesAtOnce() {
        passes(10, "subscriptions", Urgency.CALLER);

        assertThat(waited()).isZero();
    }

    @Test
    void aLongRunIsHeldToTheRate() {
        passes(110, "subscriptions", Urgency.CALLER);

        assertThat(waited()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theBackgroundLeavesRoomForCallers() {
        passes(30, "invoices", Urgency.BACKGROUND);
        Duration before = waited();

        passes(4, "invoices", Urgency.CALLER);

        assertThat(waited()).isEqualTo(before);
    }

    @Test
    void theRateHalvesWhenStripeAsksForPeace() {
        buckets.slowDown(PLATFORM, Duration.ofSeconds(2));

        passes(40, "subscriptions", Urgency.CALLER);

        assertThat(waited()).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void whoWouldWaitTooLongIsRefusedAndMayComeAgain() {
        buckets.slowDown(PLATFORM, Duration.ofMinutes(1));

        assertThatThrownBy(() -> passes(1, "subscriptions", Urgency.BACKGROUND))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.isTransient()).isTrue();
                    assertThat(refused.fault().code()).isEqualTo(TokenBuckets.OWN_LIMIT);
                });
    }

    @Test
    void anotherAccountIsNotHeldUp() {
        buckets.slowDown(PLATFORM, Duration.ofMinutes(1));

        buckets.pass(PLATFORM.connected("acct_1"), "subscriptions", Urgency.CALLER);

        assertThat(waited()).isZero();
    }

    @Test
    void oneFamilyGetsTwentyASecondHoweverMuchTheAccountHas() {
        IntStream.range(0, 110).forEach(i -> account.pass(PLATFORM, "invoices", Urgency.CALLER));

        assertThat(waited()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void manyFamiliesTogetherGetWhatTheAccountHas() {
        IntStream.range(0, 440).forEach(i -> account.pass(PLATFORM, "family " + i % 8, Urgency.CALLER));

        assertThat(waited()).isEqualTo(Duration.ofSeconds(5));
    }

    private void passes(int times, String family, Urgency urgency) {
        for (int i = 0; i < times; i++) {
            buckets.pass(PLATFORM, family, urgency);
        }
    }

    private Duration waited() {
        return Duration.ofNanos(now.get() + 5 * SECOND);
    }
}
