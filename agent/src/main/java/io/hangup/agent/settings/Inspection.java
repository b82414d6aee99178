package io.hangup.agent.settings;

import io.hangup.agent.audit.Judgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one inspection found.
final class Inspection {
    /// @param readAt when whatever uses the setting read its files; `Instant.MAX` when that plays no part
    /// @param writtenAt when the youngest of those files was written
    record Judged(Judgement judgement, Instant readAt, Instant writtenAt) {}

    final List<Judged> judged = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();

    void add(List<Judgement> judgements, Instant readAt, Instant writtenAt) {
        judgements.forEach(judgement -> judged.add(new Judged(judgement, readAt, writtenAt)));
    }

    void add(Judgement judgement) {
        add(List.of(judgement), Instant.MAX, Instant.EPOCH);
    }

    void trouble(String why) {
        troubles.add(why);
    }
}
