package io.hangup.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9092", "[::1]:0", "kafka.example.org:65535"})
    void anEndpointReadsWhatItWrites(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9092", "::1:9092", "host:", "host:65536", ":9092", "host:-1", "[::1:9092", " host:1"})
    void anEndpointRefusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text));
    }

    @Test
    void clientsAreNotToldToComeBackToEveryAddress() {
        BrokerConfig config = BrokerConfig.in(Path.of("data"));
        var everywhere = new Endpoint("0.0.0.0", 9092);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.listeningOn(everywhere))
                .withMessage("No client can connect to 0.0.0.0: say which address to advertise");
        assertThat(config.listeningOn(everywhere, "10.77.0.1").advertised()).isEqualTo("10.77.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.retention.hour", "listeners"})
    void aSettingThatKafkaDoesNotKnowOrMayNotChangeIsRefused(String setting) {
        BrokerConfig config = BrokerConfig.in(Path.of("data"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.with(setting, "1"))
                .withMessageContaining("'" + setting + "'");
    }

    @Test
    void argumentsBecomeTheConfig() {
        BrokerConfig config =
                Main.parse(List.of("--data", "/d", "--listen", "10.77.0.1:9092", "--set", "log.retention.hours=2"));

        assertThat(config)
                .isEqualTo(BrokerConfig.in(Path.of("/d"))
                        .listeningOn(Endpoint.parse("10.77.0.1:9092"))
                        .with("log.retention.hours", "2"));
    }

    @Test
    void argumentsThatMeanNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.parse(List.of("--data")))
                .withMessage("'--data' lacks its value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.parse(List.of("--port", "1")))
                .withMessage("'--port' is not an argument of the broker");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.parse(List.of("--data", "/d")))
                .withMessage("--data and --listen are both needed");
    }
}
