package io.hangup.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokenTest {
    @TempDir
    private Path folder;

    private static final OperatorToken TOKEN = new OperatorToken("0123456789abcdef");

    @Test
    void isShownByItsHeader() {
        assertThat(TOKEN.isShownBy("Bearer 0123456789abcdef")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "0123456789abcdef", "Basic 0123456789abcdef", "Bearer 0123456789abcde"})
    void isNotShownByAnyOther(String header) {
        assertThat(TOKEN.isShownBy(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank in it", "with\ncontrol-in-it-0123"})
    void isRefusedWhereItIsNoSecret(String token) {
        assertThatThrownBy(() -> new OperatorToken(token)).hasMessageContaining("openssl rand -hex 32");
    }

    @Test
    void isReadFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");

        assertThat(OperatorToken.load(file).isShownBy("Bearer 0123456789abcdef"))
                .isTrue();
    }

    @Test
    void saysHowToMakeAFileThatIsNotThere() {
        Path file = folder.resolve("token");

        assertThatThrownBy(() -> OperatorToken.load(file))
                .hasMessage(file + ": does not exist; make one with: (umask 077; openssl rand -hex 32 > " + file + ")");
    }

    @Test
    void saysWhoseAFileMustBeThatMayNotBeRead() {
        Path file = Path.of("token");

        assertThat(OperatorToken.cure(file, new AccessDeniedException("token")))
                .contains("can't be read by " + System.getProperty("user.name"), "chown", "chmod 600 token");
    }

    @Test
    void saysWhatElseIsWrongWithAFile() {
        assertThatThrownBy(() -> OperatorToken.load(folder)).hasMessage(folder + ": can't be read: Is a directory");
    }

    @Test
    void isNeverPrinted() {
        assertThat(TOKEN).hasToString("(a secret)");
    }
}
