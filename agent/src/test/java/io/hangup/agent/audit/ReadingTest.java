package io.hangup.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read from titles and files.
class ReadingTest {
    @Test
    void findsTheArgumentsInAListenersTitle() {
        Arguments arguments = Arguments.of(
                "sshd: /usr/sbin/sshd -D -f /etc/ssh/other -oPort=2222 -E /var/log/x -g 60 [listener] 0 of 10-100 startups");

        assertThat(arguments.config()).contains("/etc/ssh/other");
        assertThat(arguments.settings()).containsExactly("-f", "/etc/ssh/other", "-o", "Port=2222", "-g", "60");
    }

    @Test
    void findsTheSameInACommandLineThatWasNotOverwritten() {
        assertThat(Arguments.of("/usr/sbin/sshd -D").settings()).isEmpty();
    }

    @Test
    void findsIncludesAndMatchBlocks() {
        String config = """
                Include /etc/ssh/sshd_config.d/*.conf
                # Match User nobody
                match  user "bob,al*"  Address 10.0.0.0/8
                  ClientAliveInterval 5
                Match all
                """;

        List<MatchBlock> blocks = MatchBlock.in(config);

        assertThat(MatchBlock.includes(config)).containsExactly("/etc/ssh/sshd_config.d/*.conf");
        assertThat(blocks).hasSize(1);
        assertThat(blocks.getFirst().sample(_ -> Optional.empty()))
                .contains("user=bob,host=host.invalid,addr=10.0.0.0,laddr=192.0.2.2,lport=22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Match Group wheel;user=carol",
                "Match User *,!root;user=x",
                "Match Host *.example.org;host=x.example.org",
                "Match LocalPort 2222;lport=2222"
            })
    void makesUpAConnectionThatMatches(String line, String part) {
        assertThat(MatchBlock.in(line)
                        .getFirst()
                        .sample(_ -> Optional.of("carol"))
                        .orElseThrow())
                .contains(part);
    }

    @Test
    void makesUpNoneForAGroupWithoutMembers() {
        assertThat(MatchBlock.in("Match Group empty").getFirst().sample(_ -> Optional.empty()))
                .isEmpty();
    }

    @Test
    void makesUpNoneOfHostileWords() {
        assertThat(MatchBlock.in("Match User $(reboot)").getFirst().sample(_ -> Optional.empty()))
                .isEmpty();
    }
}
