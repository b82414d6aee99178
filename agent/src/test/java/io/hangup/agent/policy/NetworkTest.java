package io.hangup.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::ffff:0a01:0203, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.9, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1, 2001:0db8:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1%eth0, true",
        "2001:db8:0:0:8000::/65, 2001:db8:0:0:8000::1, true",
        "2001:db8:0:0:8000::/65, 2001:db8::1, false",
        "::1, ::1, true",
        "2001:db8::, 2001:db8::, true"
    })
    void knowsWhichAddressesAreItsOwn(String network, String address, boolean inside) {
        assertThat(Network.parse(network).holds(address)).contains(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1/8",
                "10.0.0.0/33",
                "2001:db8::/129",
                "10.0.0",
                "010.0.0.0/8",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8",
                "example.org",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "",
                ":",
                "12345::"
            })
    void refusesWhatMightMeanSomethingElse(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write such as 10.0.0.0/8");
    }

    @Test
    void doesNotKnowWhatIsNoAddress() {
        assertThat(Network.parse("::/0").holds("unknown")).isEmpty();
    }
}
