package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "2001:db8::1",
                "fe80::1:0:0:1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "0:1::",
                "2001:0:1:2:3:4:5:6"
            })
    void writesIpv6AsPeopleDo(String text) throws UnknownHostException {
        byte[] raw = InetAddress.getByName(text).getAddress();

        assertThat(Addresses.text(MemorySegment.ofArray(raw), 0, false)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.77.1.40", "255.255.255.255"})
    void writesIpv4InOrder(String text) throws UnknownHostException {
        byte[] raw = InetAddress.getByName(text).getAddress();

        assertThat(Addresses.text(MemorySegment.ofArray(raw), 0, true)).isEqualTo(text);
    }
}
