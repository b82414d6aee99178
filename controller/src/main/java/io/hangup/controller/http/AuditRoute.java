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
        Optional<Future<Optional<AuditPage>>> reading = reading(request.queryParams());
        if (reading.isEmpty()) {
            Answers.problem(
                    request,
                    400,
                    "Bad filter",
                    "Give nothing, or one of: from, an offset; since, an instant such as 2026-11-22T12:00:00Z.");
            return;
        }
        reading.get()
                .onSuccess(page -> page.ifPresentOrElse(
                        found -> Answers.json(request, 200, found), () -> notNow(request, "Too many read it already.")))
                .onFailure(cause -> notNow(request, "Kafka did not hand it out in time."));
    }

    private Optional<Future<Optional<AuditPage>>> reading(MultiMap query) {
        if (query.isEmpty()) {
            return Optional.of(log.from(0));
        }
        if (query.size() != 1) {
            return Optional.empty();
        }
        String from = query.get("from");
        String since = query.get("since");
        if (from != null && OFFSET.matcher(from).matches()) {
            return Optional.of(log.from(Long.parseLong(from)));
        }
        return since == null ? Optional.empty() : instant(since).map(log::since);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(instant -> !instant.isBefore(Instant.EPOCH));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static void notNow(RoutingContext request, String why) {
        request.response().putHeader("retry-after", "2");
        Answers.problem(request, 503, "Not now", why);
    }
}
