package io.hangup.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.finding.Verdict;
import io.vertx.core.MultiMap;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryTest {
    @Test
    void readsFilters() {
        MultiMap asked = MultiMap.caseInsensitiveMultiMap().add("host", "web-1").add("verdict", "stuck");

        Query query = Query.of(asked, Query.FINDINGS);

        assertThat(query).isInstanceOfSatisfying(Query.Good.class, good -> {
            assertThat(good.filter().host()).hasValue("web-1");
            assertThat(good.filter().verdict()).hasValue("stuck");
            assertThat(good.filter().all()).isFalse();
        });
    }

    @Test
    void refusesAFilterItDoesNotKnow() {
        assertThat(Query.of(one("hots", "web-1"), Query.FINDINGS))
                .isEqualTo(new Query.Bad("Unknown filter; known here: all, host, rule, user, verdict."));
    }

    @Test
    void refusesAFilterGivenTwice() {
        assertThat(Query.of(one("host", "a").add("host", "b"), Query.HOSTS)).isInstanceOf(Query.Bad.class);
    }

    @Test
    void refusesALongFilter() {
        assertThat(Query.of(one("user", "x".repeat(257)), Query.SESSIONS)).isInstanceOf(Query.Bad.class);
    }

    @Test
    void refusesAVerdictThatRowsOfThisKindNeverHave() {
        assertThat(Query.of(one("verdict", "ended"), Query.SESSIONS))
                .isEqualTo(new Query.Bad("The filter verdict is one of: live, stuck, unknown."));
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void knowsEveryVerdictThatAFindingCanHave(Verdict verdict) {
        String word = verdict.name().toLowerCase(Locale.ROOT);

        assertThat(Query.of(one("verdict", word), Query.FINDINGS)).isInstanceOf(Query.Good.class);
    }

    private static MultiMap one(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
