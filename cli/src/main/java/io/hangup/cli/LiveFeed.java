package io.hangup.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.hangup.cli.api.Event;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The feed as this command knows it: what the stream began with, and every change since.
final class LiveFeed {
    private static final JavaType PAGE =
            Wire.json().getTypeFactory().constructParametricType(Page.class, Finding.class);

    private final String host;
    private final String user;
    private final Map<FindingId, Finding> findings = new TreeMap<>();
    private Page.Coverage coverage = new Page.Coverage(0, 0);
    private String lastEventId = "";
    private int changes;

    /// @param host only this one, unless empty
    /// @param user only this one, unless empty
    LiveFeed(String host, String user) {
        this.host = host;
        this.user = user;
    }

    /// @return the findings that are new or different, in the order of their change
    List<Finding> accept(Event event) throws Failure {
        try {
            List<Finding> changed = switch (event.name()) {
                case "reset" -> reset(Wire.json().readValue(event.data(), PAGE));
                case "finding" -> changed(Wire.json().readValue(event.data(), Finding.class));
                case "keepalive" -> {
                    coverage = Wire.json().readValue(event.data(), Page.Coverage.class);
                    yield List.of();
                }
                default -> List.of();
            };
            lastEventId = event.id();
            changes += changed.size();
            return changed;
        } catch (JsonProcessingException e) {
            throw new Failure(Exit.ERROR, "the controller's stream is not one that this version reads");
        }
    }

    /// What is not over, as it was last heard; the newest first.
    List<Finding> standing() {
        return findings.values().stream()
                .sorted(Comparator.comparing(Finding::since).reversed().thenComparing(Finding::id))
                .toList();
    }

    Page.Coverage coverage() {
        return coverage;
    }

    String lastEventId() {
        return lastEventId;
    }

    int changes() {
        return changes;
    }

    private List<Finding> reset(Page<Finding> page) {
        Map<FindingId, Finding> before = Map.copyOf(findings);
        findings.clear();
        coverage = page.coverage();
        List<Finding> news = new ArrayList<>();
        for (Finding finding : page.rows().reversed()) {
            changed(finding).stream().filter(f -> !f.equals(before.get(f.id()))).forEach(news::add);
        }
        return news;
    }

    private List<Finding> changed(Finding finding) {
        boolean wanted = (host.isEmpty() || finding.target().host().value().equals(host))
                && (user.isEmpty() || finding.subject().user().equals(user));
        if (!wanted) {
            return List.of();
        }
        if (finding.over()) {
            findings.remove(finding.id());
        } else {
            findings.put(finding.id(), finding);
        }
        return List.of(finding);
    }
}
