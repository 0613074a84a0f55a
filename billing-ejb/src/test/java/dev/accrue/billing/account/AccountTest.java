package dev.accrue.billing.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountTest {

    @Test
    void aConnectAccountIsInThePlatformsMode() {
        Account connected = Account.platform(true).connected("acct_1");

        assertThat(connected).isEqualTo(new Account("acct_1", true));
        assertThat(connected.isPlatform()).isFalse();
    }

    @Test
    void testAndLiveAreTwoAccounts() {
        assertThat(Account.platform(true)).isNotEqualTo(Account.platform(false)).isGreaterThan(Account.platform(false));
    }

    @Test
    void anAccountHasAnId() {
        assertThatThrownBy(() -> new Account(" ", true)).isInstanceOf(IllegalArgumentException.class);
    }
}
