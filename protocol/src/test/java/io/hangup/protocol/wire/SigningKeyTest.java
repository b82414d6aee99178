package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final byte[] VALUE = Wire.encode(Samples.command());

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSavedKeySignsAsBefore() throws IOException {
        SigningKey key = SigningKey.generate();
        key.save(file());

        SigningKey loaded = SigningKey.load(file());

        assertThat(loaded.id()).isEqualTo(key.id()).matches("[0-9a-f]{16}");
        assertThat(loaded.sign(VALUE)).isEqualTo(key.sign(VALUE));
    }

    @Test
    void onlyItsOwnerMayReadASavedKey() throws IOException {
        SigningKey.generate().save(file());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void refusesAKeyThatOthersMayUse(String permissions) throws IOException {
        SigningKey.generate().save(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));

        assertRefused("others may use it (" + permissions + "); run: chmod 600 " + file());
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        SigningKey.generate().save(file());

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> SigningKey.generate().save(file()))
                .withMessage(file() + ": exists already, and a key is never overwritten; move it away first");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused("does not exist; write one with: hangup keys new");
    }

    @Test
    void refusesAFileWithoutAKey() throws IOException {
        write("hello\n");

        assertRefused("holds no private key; write one with: hangup keys new");
    }

    @Test
    void refusesAKeyOfAnotherKind() throws IOException {
        write("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
                + SigningKey.generate().trusted().pem());

        assertRefused("is no Ed25519 key file; write one with: hangup keys new");
    }

    @Test
    void refusesHalvesOfTwoKeys() throws IOException {
        SigningKey.generate().save(file());
        String mixed = Files.readString(file())
                .replaceAll(
                        "(?s)-----BEGIN PUBLIC.*",
                        SigningKey.generate().trusted().pem());
        write(mixed);

        assertRefused("its public key belongs to another private key; write a new file");
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        write("x".repeat(100_000));

        assertRefused("is longer than any key file; name a PEM file");
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> SigningKey.load(file()))
                .withMessage(file() + ": " + why);
    }

    private Path file() {
        return folder.resolve("signing.pem");
    }

    private void write(String text) throws IOException {
        Files.write(file(), text.getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    }
}
