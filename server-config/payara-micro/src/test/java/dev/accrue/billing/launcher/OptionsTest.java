package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void servesOnPort8080WithTheDataHereUnlessToldOtherwise() {
        assertThat(Options.parse())
                .isEqualTo(new Options(Options.Task.SERVE, 8080, Path.of("billing-data"), false, null));
    }

    @Test
    void takesPortAndDataInAnyOrder() {
        Options options = Options.parse("--data", "/var/lib/billing", "--port", "9090");

        assertThat(options.port()).isEqualTo(9090);
        assertThat(options.data()).isEqualTo(Path.of("/var/lib/billing"));
    }

    @Test
    void asksARunningInstanceForItsReadinessAsJson() {
        Options options = Options.parse("--readiness", "--json", "--url", "http://127.0.0.1:8080/billing");

        assertThat(options.task()).isEqualTo(Options.Task.READINESS);
        assertThat(options.json()).isTrue();
        assertThat(options.url()).hasToString("http://127.0.0.1:8080/billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", ""})
    void refusesWhatIsNoPort(String port) {
        assertThatThrownBy(() -> Options.parse("--port", port))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("BILLING-DX-901 --port " + port + " is not a port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing", "file:/tmp", "http:billing", "://"})
    void refusesAnAddressThatLeadsNowhere(String url) {
        assertThatThrownBy(() -> Options.parse("--readiness", "--url", url))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--url " + url + " is not an address");
    }

    @Test
    void refusesAnOptionItDoesNotKnowAndSaysWhereTheOthersAre() {
        assertThatThrownBy(() -> Options.parse("--prot", "8080"))
                .isInstanceOf(Refusal.class)
                .hasMessage("BILLING-DX-901 --prot is not an option.%nUse --help to see what there is.".formatted());
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> Options.parse("--data", "--port", "8080"))
                .hasMessageContaining("--data needs a value");
        assertThatThrownBy(() -> Options.parse("--port")).hasMessageContaining("--port needs a value");
    }

    @Test
    void refusesToServeAsJson() {
        assertThatThrownBy(() -> Options.parse("--json")).hasMessageContaining("belong to --readiness");
    }
}
