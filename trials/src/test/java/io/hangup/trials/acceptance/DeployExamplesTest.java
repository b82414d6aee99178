package io.hangup.trials.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.policy.file.PolicyBook;
import io.hangup.controller.config.ControllerConfig;
import io.hangup.protocol.config.Loaded;
import io.hangup.trials.stage.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an administrator copies must be what the programs read.
class DeployExamplesTest {
    private static final Path DEPLOY = Built.here().home().resolve("deploy");

    @Test
    void theAgentReadsItsExample() {
        Loaded<AgentConfig> loaded = AgentConfig.load(DEPLOY.resolve("config/agent.yaml"), "web-1");

        assertThat(loaded).isInstanceOf(Loaded.Good.class);
    }

    @Test
    void theControllerReadsItsExample() {
        Loaded<ControllerConfig> loaded = ControllerConfig.read(DEPLOY.resolve("config/controller.yaml"));

        assertThat(loaded).isInstanceOf(Loaded.Good.class);
    }

    @Test
    void theAgentReliesOnItsExampleOfAPolicy(@TempDir Path folder) throws IOException {
        Path policy = Files.copy(DEPLOY.resolve("config/policy.yaml"), folder.resolve("policy.yaml"));
        Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(PolicyBook.at(policy).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "agent, io.hangup.agent.Main, agent",
        "executor, io.hangup.agent.ExecutorMain, agent",
        "controller, io.hangup.controller.Main, controller"
    })
    void aUnitStartsAProgramThatExists(String part, String main, String settings) throws IOException {
        String unit = Files.readString(DEPLOY.resolve("systemd/hangup-" + part + ".service"));

        assertThat(unit).contains(main + " --config /etc/hangup/" + settings + ".yaml");
        assertThat(classNamed(main)).isNotNull();
    }

    private static Class<?> classNamed(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the unit starts " + name + ", which is not there", e);
        }
    }
}
