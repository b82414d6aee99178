package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    private Path folder;

    @Test
    void writesAKeyAndPrintsThePublicHalf() throws Exception {
        Path file = folder.resolve("key.pem");

        Run run = keys("new", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualTo("Tier: controller\nMade: 2026-11-22T12:00:00Z\n"
                        + SigningKey.load(file).trusted().pem());
        assertThat(run.err()).contains(SigningKey.load(file).id());
    }

    @Test
    void overwritesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), "mine");

        Stream<Run> runs = Stream.of(keys("new", file.toString()), keys("new", file.toString(), "--tier", "fleet"));

        assertThat(runs).allSatisfy(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("a key is never overwritten");
        });
        assertThat(file).hasContent("mine");
    }

    @Test
    void saysWhyAKeyCantBeWrittenOrRead() {
        Path nowhere = folder.resolve("none/key.pem");

        Run made = keys("new", nowhere.toString());
        Run shown = keys("show", folder.resolve("none.pem").toString());

        assertThat(made)
                .isEqualTo(new Run(
                        1,
                        "",
                        "hangup: " + nowhere + ": there is no folder " + nowhere.getParent() + "; make it first\n"));
        assertThat(shown.err()).contains("does not exist");
    }

    @Test
    void whatItPrintsCanBeTrustedAsItIs() throws Exception {
        Run alice = keys("new", folder.resolve("alice.pem").toString(), "--tier", "operator");
        Run bob = keys("new", folder.resolve("bob.pem").toString(), "--tier", "operator");

        Path trusted = Files.writeString(folder.resolve("operators.pem"), alice.out() + bob.out());

        assertThat(TrustedKeys.load(trusted).ids())
                .containsExactlyInAnyOrder(
                        SigningKey.load(folder.resolve("alice.pem")).id(),
                        SigningKey.load(folder.resolve("bob.pem")).id());
        assertThat(keys("show", trusted.toString()).out().lines().filter(line -> line.contains("tier operator")))
                .hasSize(2);
    }

    @Test
    void showsAPrivateKeyWithoutItsPrivatePart() throws Exception {
        Path file = folder.resolve("key.pem");
        keys("new", file.toString(), "--tier", "operator");
        String id = SigningKey.load(file).id();
        String secret = Files.readString(file).replaceAll("(?s).*PRIVATE KEY-----\\n(.*?)\\n-----END PRIVATE.*", "$1");

        Run run = keys("show", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(", rw-------, of ")
                .contains("key      " + id + "  private key, Ed25519, tier operator, made 2026-11-22T12:00:00Z\n")
                .doesNotContain(secret);
        assertThat(Base64.getMimeDecoder().decode(secret)).isNotEmpty();
    }

    @Test
    void saysThatOthersMayUseASecret() throws Exception {
        Path file = folder.resolve("fleet.pem");
        keys("new", file.toString(), "--tier", "fleet");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        Run run = keys("show", file.toString());

        assertThat(run.out()).contains("fleet secret, HMAC-SHA256", "Others may use it; run: chmod 600 " + file);
    }

    @Test
    void makesAHostsKeyFromTheFleetsSecret() throws Exception {
        Path secret = folder.resolve("fleet.pem");
        Path key = folder.resolve("web-1.pem");
        keys("new", secret.toString(), "--tier", "fleet");

        Run run = keys("host", "web-1", "--secret", secret.toString(), "--out", key.toString());

        HostId host = new HostId("web-1");
        assertThat(run.exit()).isZero();
        assertThat(HostKey.load(key, host).id())
                .isEqualTo(FleetSecret.load(secret).key(host).id());
        assertThat(keys("show", key.toString()).out()).contains("host key, HMAC-SHA256, of host web-1, made 2026");
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() throws Exception {
        Path key = folder.resolve("key.pem");
        keys("new", key.toString());

        Run name = keys("host", "web 1", "--secret", key.toString());
        Run secret = keys("host", "web-1", "--secret", key.toString());
        Run nothing = keys("show", folder.resolve("none.pem").toString());

        assertThat(name.exit()).isEqualTo(2);
        assertThat(secret.exit()).isEqualTo(1);
        assertThat(secret.err()).contains("holds no hangup fleet secret; write one with: hangup keys new --tier fleet");
        assertThat(nothing.err()).contains("does not exist; write one with: hangup keys new");
    }

    @Test
    void rotatesToANextKeyThatIsTrustedBesideTheOld() throws Exception {
        Path old = folder.resolve("old.pem");
        Path next = folder.resolve("next.pem");
        Path both = folder.resolve("both.pem");
        keys("new", old.toString(), "--tier", "operator");

        Run run = keys("rotate", old.toString(), next.toString(), "--public", both.toString());
        Run again = keys("rotate", old.toString(), next.toString(), "--public", both.toString());

        assertThat(run.exit()).isZero();
        assertThat(TrustedKeys.load(both).ids())
                .containsExactlyInAnyOrder(
                        SigningKey.load(old).id(), SigningKey.load(next).id());
        assertThat(run.out()).contains("1. Add", "2. Put", "3. Take", "operator-keys.pem");
        assertThat(keys("show", next.toString()).out()).contains("tier operator");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("never overwritten");
    }

    @Test
    void rotatesAFleetsSecretInOneFileWithTheFormer() throws Exception {
        Path old = folder.resolve("old.pem");
        Path next = folder.resolve("next.pem");
        keys("new", old.toString(), "--tier", "fleet");
        HostId host = new HostId("web-1");

        Run run = keys("rotate", old.toString(), next.toString());
        Run wrong = keys("rotate", old.toString(), next.toString(), "--public", old.toString());

        FleetSecret secret = FleetSecret.load(next);
        byte[] mac = FleetSecret.load(old).key(host).seal(Topic.HEARTBEATS, new byte[0]);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("1. Put", "2. Make", "3. Take", secret.id(), "hangup_hosts_former_key");
        assertThat(secret.check(host, Topic.HEARTBEATS, new byte[0], mac)).isEqualTo(FleetSecret.Seal.FORMER);
        assertThat(keys("show", next.toString()).out())
                .contains(secret.id() + "  fleet secret, HMAC-SHA256, tier fleet", "  former fleet secret, ");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("a fleet's secret has no public half");
    }

    private static Run keys(String... arguments) {
        return Run.of(
                Map.of(), Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new));
    }
}
