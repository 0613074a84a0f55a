package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path home;

    @Test
    void isMadeWhenItDoesNotExist() throws IOException {
        try (DataDirectory data = DataDirectory.claim(home.resolve("new/data"))) {
            assertThat(data.path()).isDirectory().isAbsolute();
        }
    }

    @Test
    void belongsToOneInstanceAtATime() throws IOException {
        try (DataDirectory first = DataDirectory.claim(home)) {
            first.occupiedBy("http://127.0.0.1:8080/billing");

            assertThatThrownBy(() -> DataDirectory.claim(home))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("BILLING-DX-905")
                    .hasMessageContaining("in use by another instance at http://127.0.0.1:8080/billing")
                    .hasMessageContaining("--readiness --url http://127.0.0.1:8080/billing");
        }
    }

    @Test
    void isFreeAgainAfterItsInstanceHasEnded() throws IOException {
        DataDirectory.claim(home).close();

        DataDirectory.claim(home).close();
    }

    @Test
    void forgetsWhatTheLastServerUnpackedAndNothingElse() throws IOException {
        Files.createDirectories(home.resolve(".payara-micro/runtime"));
        Files.writeString(home.resolve(".payara-micro/runtime/old.jar"), "old");
        Files.writeString(home.resolve("kept.txt"), "kept");

        try (DataDirectory data = DataDirectory.claim(home)) {
            assertThat(data.runtime()).isEmptyDirectory();
            assertThat(home.resolve("kept.txt")).hasContent("kept");
        }
    }

    @Test
    void isRefusedWhereNothingCanBeWritten() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "in the way");

        assertThatThrownBy(() -> DataDirectory.claim(file))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("BILLING-DX-904")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data DIR");
    }
}
