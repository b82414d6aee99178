package io.hangup.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.HostAndPort;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:7070", "LOCALHOST:7070", "127.0.0.1:7070", "[::1]:7070", "hangup.example.org:80"})
    void letsItsOwnNamesIn(String authority) {
        assertThat(onLoopback().knows(HostAndPort.parseAuthority(authority, 80)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:7070", "127.0.0.1.evil.example:7070", "localhost.evil.example:7070"})
    void keepsForeignNamesOutOnLoopback(String authority) {
        assertThat(onLoopback().knows(HostAndPort.parseAuthority(authority, 80)))
                .isFalse();
    }

    @Test
    void keepsARequestWithoutANameOutOnLoopback() {
        assertThat(onLoopback().knows(null)).isFalse();
    }

    @Test
    void letsAnyNameInWhereItListensToTheNetworkAndNoneIsConfigured() {
        assertThat(new HostCheck("0.0.0.0", Set.of()).knows(HostAndPort.create("any.example", 7070)))
                .isTrue();
    }

    @Test
    void takesAPageOfItsOwnAndARequestFromNoPage() {
        HostAndPort here = HostAndPort.create("localhost", 7070);

        assertThat(HostCheck.sameOrigin("http://localhost:7070", here)).isTrue();
        assertThat(HostCheck.sameOrigin(null, here)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "http://localhost:7071", "null", "", "http://localhost:7070.evil.example"
            })
    void refusesAPageOfAnother(String origin) {
        assertThat(HostCheck.sameOrigin(origin, HostAndPort.create("localhost", 7070)))
                .isFalse();
    }

    private static HostCheck onLoopback() {
        return new HostCheck("127.0.0.1", Set.of("hangup.example.org"));
    }
}
