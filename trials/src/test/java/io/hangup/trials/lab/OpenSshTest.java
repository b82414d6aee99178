package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSshTest {
    @ParameterizedTest
    @CsvSource({
        "'OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17', false",
        "'OpenSSH_9.8p1', true",
        "'OpenSSH_10.0p2 Debian-7', true",
        "'Sun_SSH_1.1', false"
    })
    void readsWhichVersionsKnowPenalties(String version, boolean known) {
        boolean atLeast = OpenSsh.atLeast(version, 9, 8);

        assertThat(atLeast).isEqualTo(known);
    }
}
