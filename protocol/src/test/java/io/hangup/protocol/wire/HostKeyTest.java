package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hangup.protocol.session.HostId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {
    private static final FleetSecret SECRET = FleetSecret.generate();
    private static final HostId WEB_1 = new HostId("web-1");
    private static final HostId WEB_2 = new HostId("web-2");
    private static final byte[] VALUE = Wire.encode(Samples.heartbeat());
    private static final HostKey KEY = SECRET.key(WEB_1);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void provesWhoseARecordIs() {
        byte[] mac = KEY.seal(Topic.HEARTBEATS, VALUE);

        assertThat(SECRET.key(WEB_1).fits(Topic.HEARTBEATS, VALUE, mac)).isTrue();
    }

    @Test
    void refusesEveryMacOfSomethingElse() {
        byte[] mac = KEY.seal(Topic.HEARTBEATS, VALUE);

        assertThat(KEY.fits(Topic.HEARTBEATS, VALUE, null)).isFalse();
        assertThat(KEY.fits(Topic.SNAPSHOTS, VALUE, mac)).isFalse();
        assertThat(SECRET.key(WEB_2).fits(Topic.HEARTBEATS, VALUE, mac)).isFalse();
        assertThat(FleetSecret.generate().key(WEB_1).fits(Topic.HEARTBEATS, VALUE, mac))
                .isFalse();
    }

    @Test
    void takesAMacOfExactlySixteenBytes() {
        byte[] mac = KEY.seal(Topic.HEARTBEATS, VALUE);

        assertThat(mac).hasSize(16);
        assertThat(IntStream.rangeClosed(0, 33)
                        .filter(length -> KEY.fits(Topic.HEARTBEATS, VALUE, Arrays.copyOf(mac, length))))
                .containsExactly(16);
    }

    @Test
    void refusesEveryBitFlippedInValueAndMac() {
        byte[] mac = KEY.seal(Topic.HEARTBEATS, VALUE);

        assertThat(IntStream.range(0, VALUE.length * 8)
                        .filter(bit -> KEY.fits(Topic.HEARTBEATS, flipped(VALUE, bit), mac)))
                .isEmpty();
        assertThat(IntStream.range(0, mac.length * 8)
                        .filter(bit -> KEY.fits(Topic.HEARTBEATS, VALUE, flipped(mac, bit))))
                .isEmpty();
    }

    @Test
    void oneHostsKeyTellsNothingOfAnothers() {
        assertThat(SECRET.key(WEB_1).id())
                .isNotEqualTo(SECRET.key(WEB_2).id())
                .isNotEqualTo(SECRET.id())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void aSavedKeyAndASavedSecretAreAsBefore() throws IOException {
        Path key = folder.resolve("host.pem");
        Path secret = folder.resolve("fleet.pem");

        KEY.save(key);
        SECRET.save(secret, "Made: today");

        assertThat(HostKey.load(key, WEB_1).id()).isEqualTo(KEY.id());
        assertThat(FleetSecret.load(secret).key(WEB_1).id()).isEqualTo(KEY.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    @Test
    void acceptsTheKeysOfFormerSecretsUntilTheyAreTakenOut() throws IOException {
        Path file = folder.resolve("next.pem");
        SECRET.next().next().save(file);
        byte[] mac = KEY.seal(Topic.HEARTBEATS, VALUE);

        FleetSecret next = FleetSecret.load(file);

        assertThat(next.check(WEB_1, Topic.HEARTBEATS, VALUE, mac)).isEqualTo(FleetSecret.Seal.FORMER);
        assertThat(next.check(WEB_2, Topic.HEARTBEATS, VALUE, mac)).isEqualTo(FleetSecret.Seal.FOREIGN);
        assertThat(next.check(WEB_1, Topic.HEARTBEATS, VALUE, next.key(WEB_1).seal(Topic.HEARTBEATS, VALUE)))
                .isEqualTo(FleetSecret.Seal.CURRENT);
        Path finished = folder.resolve("finished.pem");
        Files.writeString(finished, Files.readString(file).replaceAll("(?s)Former.*", ""));
        Files.setPosixFilePermissions(finished, PosixFilePermissions.fromString("rw-------"));
        assertThat(FleetSecret.load(finished).id()).isEqualTo(next.id());
        assertThat(FleetSecret.load(finished).check(WEB_1, Topic.HEARTBEATS, VALUE, mac))
                .isEqualTo(FleetSecret.Seal.FOREIGN);
    }

    @Test
    void saysWhatIsWrongWithAFileAndWhatCuresIt() throws IOException {
        Path file = folder.resolve("host.pem");

        refused(file, "does not exist; write one with: hangup keys host web-1");
        KEY.save(file);
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> HostKey.load(file, WEB_2))
                .withMessage(file + ": is the key of host web-1, and this is web-2;"
                        + " write its own with: hangup keys host web-2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        refused(file, "others may use it (rw-r-----); run: chmod 600 " + file);
        Files.delete(file);
        SigningKey.generate().save(file);
        refused(file, "holds no hangup host key; write one with: hangup keys host web-1");
        Files.delete(file);
        Files.write(
                file,
                "-----BEGIN HANGUP HOST KEY-----\nAAAA\n-----END HANGUP HOST KEY-----\n"
                        .getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        refused(file, "is no host key; write one with: hangup keys host web-1");
    }

    private static void refused(Path file, String why) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> HostKey.load(file, WEB_1))
                .withMessage(file + ": " + why);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
