package io.hangup.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hangup.cli.exit.Failure;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path parent;

    @Test
    void letsOnlyItsOwnerLookInside() throws Exception {
        try (StateFolder state = StateFolder.open(parent.resolve("state"))) {
            state.provideSecrets();

            assertThat(mode(parent.resolve("state"))).isEqualTo("rwx------");
            assertThat(mode(state.file("operator.token"))).isEqualTo("rw-------");
            assertThat(mode(state.file("signing-key.pem"))).isEqualTo("rw-------");
            assertThat(mode(state.file("fleet-secret.pem"))).isEqualTo("rw-------");
        }
    }

    @Test
    void trustsItsOwnKeyAndKeepsItOverStarts() throws Exception {
        try (StateFolder state = StateFolder.open(parent)) {
            state.provideSecrets();
            String key = Files.readString(state.file("signing-key.pem"));
            String token = Files.readString(state.file("operator.token"));

            state.provideSecrets();

            assertThat(state.file("signing-key.pem")).hasContent(key);
            assertThat(state.file("operator.token")).hasContent(token);
            assertThat(TrustedKeys.load(state.file("trusted-keys.pem")).ids())
                    .containsExactly(
                            SigningKey.load(state.file("signing-key.pem")).id());
        }
    }

    @Test
    void makesTheKeyOfTheHostThatTheAgentIsToldToBe() throws Exception {
        try (StateFolder state = StateFolder.open(parent)) {
            state.provideSecrets();
            Files.writeString(state.file("agent.yaml"), "kafka:\n  bootstrap: x:1\nhost: 'web-7'\n");
            state.provideHostKey();

            state.provideHostKey();

            HostId web7 = new HostId("web-7");
            assertThat(HostKey.load(state.file("host-key.pem"), web7).id())
                    .isEqualTo(FleetSecret.load(state.file("fleet-secret.pem"))
                            .key(web7)
                            .id());
            assertThat(mode(state.file("host-key.pem"))).isEqualTo("rw-------");
        }
    }

    @Test
    void isUsedByOneAtATime() throws Exception {
        try (StateFolder first = StateFolder.open(parent)) {
            assertThatThrownBy(() -> StateFolder.open(parent))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(
                            "another hangup up (pid " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("--state");
            assertThat(first.logs()).isDirectory();
        }

        StateFolder.open(parent).close();
    }

    @Test
    void writesAFileAnewUntilSomebodyEditsIt() throws Exception {
        try (StateFolder state = StateFolder.open(parent)) {
            boolean first = state.provide("agent.yaml", "a: 1\n");
            boolean second = state.provide("agent.yaml", "a: 2\n");
            Files.writeString(state.file("agent.yaml"), "a: mine\n");
            boolean third = state.provide("agent.yaml", "a: 3\n");

            assertThat(first).isTrue();
            assertThat(second).isTrue();
            assertThat(third).isFalse();
            assertThat(state.file("agent.yaml")).hasContent("a: mine");
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
