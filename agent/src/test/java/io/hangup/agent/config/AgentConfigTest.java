package io.hangup.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.config.Every;
import io.hangup.protocol.config.Loaded;
import io.hangup.protocol.session.HostId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConfigTest {
    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(AgentConfigTest.class.getResource(name), name)
                .toURI());
    }

    private static AgentConfig good(Loaded<AgentConfig> loaded) {
        return switch (loaded) {
            case Loaded.Good<AgentConfig>(AgentConfig config) -> config;
            case Loaded.Bad<AgentConfig>(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    @Test
    void needsNothingButKafka() throws Exception {
        AgentConfig config = good(AgentConfig.load(fixture("config.good.least.yaml"), "web-9"));

        assertThat(config)
                .isEqualTo(new AgentConfig(
                        new HostId("web-9"),
                        new AgentConfig.Kafka("localhost:9092", "hangup"),
                        Path.of("/var/lib/hangup-agent"),
                        Path.of("/run/hangup-agent"),
                        Path.of("/etc/hangup/trusted-keys.pem"),
                        Path.of("/etc/hangup/operator-keys.pem"),
                        Path.of("/etc/hangup/host-key.pem"),
                        Optional.empty(),
                        Path.of("/etc/hangup/policy.yaml"),
                        Map.of(),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(1),
                        Every.of(Duration.ofMinutes(1)),
                        Every.of(Duration.ofHours(1)),
                        AgentConfig.Probing.ON,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(2)));
    }

    @Test
    void printsWhatItWouldReadAsTheSame(@TempDir Path folder) throws Exception {
        AgentConfig config = good(AgentConfig.load(fixture("config.good.all.yaml"), "web-9"));
        Path printed = Files.writeString(folder.resolve("agent.yaml"), config.print());

        AgentConfig again = good(AgentConfig.load(printed, "web-9"));

        assertThat(again).isEqualTo(config);
        assertThat(again.host()).isEqualTo(new HostId("web-1"));
        assertThat(again.policy()).isEqualTo(Path.of("/srv/hangup/policy.yaml"));
        assertThat(again.bannerEvery()).isEqualTo(Every.OFF);
        assertThat(again.probe()).isEqualTo(AgentConfig.Probing.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-key", "no-kafka", "too-often", "banner-too-often", "host", "enforce"})
    void saysWhatIsWrong(String name) throws IOException, URISyntaxException {
        Path file = fixture("config.bad." + name + ".yaml");
        String expected = Files.readAllLines(file).getFirst().substring(2);

        Loaded<AgentConfig> loaded = AgentConfig.load(file, "web-9");

        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Bad.class,
                        bad -> assertThat(String.join("\n", strings(bad))).contains(expected));
    }

    private static List<String> strings(Loaded.Bad<?> bad) {
        return bad.problems();
    }

    @Test
    void asksForAHostWhereTheMachinesNameCanNotBeUsed() throws Exception {
        Loaded<AgentConfig> loaded = AgentConfig.load(fixture("config.good.least.yaml"), "bad name\u001b");

        assertThat(loaded.toString()).contains("'bad name?'", "set host").doesNotContain("\u001b");
    }
}
