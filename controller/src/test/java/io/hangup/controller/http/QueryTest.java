package io.hangup.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

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

    private static MultiMap one(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
