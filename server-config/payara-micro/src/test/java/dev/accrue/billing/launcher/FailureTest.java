package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void findsOurOwnMessageUnderTheServersWrapping() {
        Throwable ours = new IllegalStateException("BILLING-DX-001 no secret.\nSet one.", new RuntimeException("x"));

        assertThat(Failure.reason(new RuntimeException("EJB8888: java.lang.IllegalStateException", ours)))
                .isEqualTo("BILLING-DX-001 no secret.\nSet one.");
    }

    @Test
    void cutsAwayWhatAServerPutInFrontOfOurMessage() {
        assertThat(Failure.reason(new RuntimeException("java.lang.IllegalStateException: BILLING-DX-001 no secret.")))
                .isEqualTo("BILLING-DX-001 no secret.");
    }

    @Test
    void namesTheInnermostExceptionOtherwise() {
        assertThat(Failure.reason(new RuntimeException("outer", new ConnectException("Connection refused"))))
                .isEqualTo("ConnectException: Connection refused");
    }
}
