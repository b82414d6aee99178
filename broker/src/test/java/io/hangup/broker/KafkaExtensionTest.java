package io.hangup.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaExtensionTest {
    @Test
    void dockerIsUsedWhereItAnswers() {
        assertThat(Engine.choose(Optional.empty(), () -> true)).isEqualTo(Engine.CONTAINER);
        assertThat(Engine.choose(Optional.empty(), () -> false)).isEqualTo(Engine.IN_PROCESS);
    }

    @Test
    void thePropertyOverrulesDockerWithoutAskingIt() {
        assertThat(Engine.choose(Optional.of("in-process"), KafkaExtensionTest::mustNotAsk))
                .isEqualTo(Engine.IN_PROCESS);
        assertThat(Engine.choose(Optional.of("container"), KafkaExtensionTest::mustNotAsk))
                .isEqualTo(Engine.CONTAINER);
        assertThatIllegalArgumentException().isThrownBy(() -> Engine.choose(Optional.of("podman"), () -> true));
    }

    @Test
    void allTestsShareOneAndTakeFreshNames(Kafka one, Kafka same) {
        assertThat(one).isSameAs(same);
        assertThat(one.fresh("topic")).startsWith("topic-").isNotEqualTo(same.fresh("topic"));
    }

    @Test
    void aTestThatAsksForItsOwnDoesNotGetTheSharedOne(Kafka shared, OwnKafka own) {
        assertThat(own.bootstrap()).isNotEqualTo(shared.bootstrap());
    }

    private static boolean mustNotAsk() {
        throw new AssertionError("asked for Docker");
    }
}
