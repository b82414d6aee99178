package io.hangup.controller.http;

import io.hangup.controller.loop.AuditLog;
import io.hangup.protocol.feed.AuditPage;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// The audit, page by page and byte by byte: whoever asks checks the chain for himself.
final class AuditRoute {
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

    private final AuditLog log;

    AuditRoute(AuditLog log) {
        this.log = log;
    }

    void addTo(Router router) {
        router.get("/api/v1/audit").handler(this::page);
    }

    private void page(RoutingContext request) {
        switch (Asked.of(request.queryParams())) {
            case Asked.Bad(var why) -> Answers.problem(request, 400, "Bad filter", why);
            case Asked.From(long offset) -> answer(request, log.from(offset));
            case Asked.Since(Instant instant) -> answer(request, log.since(instant));
        }
    }

    private static void answer(RoutingContext request, Future<Optional<AuditPage>> reading) {
        reading.onSuccess(page -> page.ifPresentOrElse(
                        found -> Answers.json(request, 200, found), () -> notNow(request, "Too many read it already.")))
                .onFailure(cause -> notNow(request, "Kafka did not hand it out in time."));
    }

    private static void notNow(RoutingContext request, String why) {
        request.response().putHeader("retry-after", "2");
        Answers.problem(request, 503, "Not now", why);
    }

    /// From where on, checked.
    private sealed interface Asked {
        /// Kafka counts milliseconds, and these are enough for everybody.
        Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        record From(long offset) implements Asked {}

        record Since(Instant instant) implements Asked {}

        record Bad(String why) implements Asked {}

        static Asked of(MultiMap query) {
            if (query.isEmpty()) {
                return new From(0);
            }
            String from = query.get("from");
            String since = query.get("since");
            if (query.size() != 1 || (from == null && since == null)) {
                return new Bad("Give nothing, or one of: from, an offset; since, an instant.");
            }
            return from == null ? since(String.valueOf(since)) : from(from);
        }

        private static Asked from(String text) {
            return OFFSET.matcher(text).matches()
                    ? new From(Long.parseLong(text))
                    : new Bad("from is an offset of at most 18 digits, such as 1200.");
        }

        private static Asked since(String text) {
            Asked bad = new Bad("since is an instant in UTC from 1970 to 9999, such as 2026-11-22T12:00:00Z.");
            try {
                Instant instant = Instant.parse(text);
                return instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST) ? bad : new Since(instant);
            } catch (DateTimeParseException e) {
                return bad;
            }
        }
    }
}
