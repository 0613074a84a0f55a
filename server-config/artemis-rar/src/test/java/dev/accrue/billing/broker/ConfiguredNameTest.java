package dev.accrue.billing.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredNameTest {

    private static final String WAKE_UPS = "#{billing.queue:#{billing.schema:billing}}.wakeups";

    @Test
    void carriesTheConfiguredName() {
        assertThat(resolvedWith(Map.of("billing.queue", "shop", "billing.schema", "shop_db")))
                .isEqualTo("shop.wakeups");
    }

    @Test
    void fallsBackOnTheNextKeyAndThenOnTheLiteral() {
        assertThat(resolvedWith(Map.of("billing.schema", "shop_db"))).isEqualTo("shop_db.wakeups");
        assertThat(resolvedWith(Map.of())).isEqualTo("billing.wakeups");
    }

    @Test
    void leavesAPlainNameAlone() {
        assertThat(ConfiguredName.resolve("billing.wakeups")).isEqualTo("billing.wakeups");
    }

    private static String resolvedWith(Map<String, String> configuration) {
        return ConfiguredName.resolve(WAKE_UPS, key -> Optional.ofNullable(configuration.get(key)));
    }
}
