package dev.accrue.billing.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void isOfVersionSevenAndTheStandardsVariant() {
        UUID id = Uuid7.at(NOON);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void holdsTheMomentInItsFirstBits() {
        assertThat(Uuid7.at(NOON).getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void sortsAsTextByTheMillisecond() {
        assertThat(Uuid7.at(NOON).toString())
                .isLessThan(Uuid7.at(NOON.plusMillis(1)).toString());
    }

    @Test
    void isAnotherEveryTime() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Uuid7.at(NOON));
        }

        assertThat(ids).hasSize(10_000);
    }
}
