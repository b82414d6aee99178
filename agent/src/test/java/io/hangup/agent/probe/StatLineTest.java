package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.ProcessState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatLineTest {
    /// As captured from an `sshd` child of kernel 6.18, but for the command.
    private static final String REST =
            " S 11954 11954 11954 34818 11968 4194624 532 1280 0 0 7 5 30 2 20 0 1 0 139781 17743872 2027 184";

    private final StatLine stat = new StatLine();

    @Test
    void readsTheFieldsThatCount() {
        assertThat(parse("11963 (sshd)" + REST)).isTrue();

        assertThat(stat.command()).isEqualTo("sshd");
        assertThat(stat.state()).isEqualTo(ProcessState.SLEEPING);
        assertThat(stat.parent()).isEqualTo(11_954);
        assertThat(stat.posixSession()).isEqualTo(11_954);
        assertThat(stat.tty()).isEqualTo(34_818);
        assertThat(stat.foreground()).isEqualTo(11_968);
        assertThat(stat.cpuTicks()).isEqualTo(7 + 5 + 30 + 2);
        assertThat(stat.startTicks()).isEqualTo(139_781);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a) S 1 1 1", "((((", "))", "", " ", "x\ny", "\u001b[31m", "sshd) R 1 (x"})
    void isNotFooledByACommand(String command) {
        assertThat(parse("7 (" + command + ")" + REST)).isTrue();

        assertThat(stat.command()).isEqualTo(command);
        assertThat(stat.commandIs(command)).isTrue();
        assertThat(stat.parent()).isEqualTo(11_954);
    }

    @Test
    void readsAProcessWithoutATerminal() {
        assertThat(parse("7 (cron) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99 1"))
                .isTrue();

        assertThat(stat.foreground()).isEqualTo(-1);
        assertThat(stat.tty()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7 (", "7 (x", "7 (x)", "7 (x) S", "7 (x) S 1 2 3", "7 (x) S a b c"})
    void refusesWhatIsNoLine(String line) {
        assertThat(parse(line)).isFalse();
    }

    private boolean parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return stat.parse(bytes, bytes.length);
    }
}
