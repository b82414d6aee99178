package io.hangup.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokenTest {
    private static final OperatorToken TOKEN = new OperatorToken("0123456789abcdef");

    @Test
    void isShownByItsHeader() {
        assertThat(TOKEN.isShownBy("Bearer 0123456789abcdef")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "0123456789abcdef", "Basic 0123456789abcdef", "Bearer 0123456789abcde"})
    void isNotShownByAnyOther(String header) {
        assertThat(TOKEN.isShownBy(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank in it", "with\ncontrol-in-it-0123"})
    void isRefusedWhereItIsNoSecret(String token) {
        assertThatThrownBy(() -> new OperatorToken(token)).hasMessageContaining("openssl rand -hex 32");
    }

    @Test
    void isNeverPrinted() {
        assertThat(TOKEN).hasToString("(a secret)");
    }
}
