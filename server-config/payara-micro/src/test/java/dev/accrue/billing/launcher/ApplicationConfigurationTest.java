package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationConfigurationTest {

    @TempDir
    Path workspace;

    @Test
    void tellsAllFaultsOfTheModulesOwnCheckAtOnce() {
        ApplicationConfiguration configuration = of(TestJars.aWarWithTheModule());

        assertThatThrownBy(configuration::check)
                .isInstanceOf(Refusal.class)
                .hasMessage("BILLING-DX-001 no queue. Set billing.queue.%nBILLING-DX-002 no name. Set billing.name."
                        .formatted());
    }

    @Test
    void countsWhatTheApplicationBringsAsConfigured() {
        ApplicationConfiguration configuration = of(TestJars.aWarWithTheModuleAndDefaults("billing.queue=shop"));

        assertThatCode(configuration::check).doesNotThrowAnyException();
    }

    @Test
    void doesNotJudgeAnApplicationWithoutTheModule() {
        assertThatCode(of(TestJars.aWarWithout())::check).doesNotThrowAnyException();
    }

    @Test
    void doesNotJudgeAModuleWithoutACheck() {
        byte[] module = TestJars.archive(Map.of("readme.txt", TestJars.text("no check")));
        byte[] war = TestJars.archive(Map.of("WEB-INF/lib/billing-ejb-1.jar", module));

        assertThatCode(of(war)::check).doesNotThrowAnyException();
    }

    private ApplicationConfiguration of(byte[] war) {
        return ApplicationConfiguration.read(TestJars.singleJar(workspace, war), workspace);
    }
}
