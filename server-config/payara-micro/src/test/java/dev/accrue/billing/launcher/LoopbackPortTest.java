package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LoopbackPort.check(taken.getLocalPort()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("BILLING-DX-902 Port " + taken.getLocalPort() + " on 127.0.0.1")
                    .hasMessageContaining("--port N");
        }
    }

    @Test
    void acceptsAPortThatIsFree() {
        int free = LoopbackPort.anyFree();

        assertThatCode(() -> LoopbackPort.check(free)).doesNotThrowAnyException();
    }
}
