package io.hangup.trials.bench;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.trials.bench.Ground.MeasuredAgent;
import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// How soon an agent on its default rhythm sees that a session began or ended: from the event to the look that the
/// snapshot tells of, all on one clock.
record Prompt(Ground ground, Figures figures, Score score) {
    static final String DEATH = "a death is seen after, ms";
    static final String BIRTH = "a birth is seen after, ms";

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TO_TELL = INTERVAL.multipliedBy(4);

    /// Ends and begins as many sessions as `times` says, one after the other.
    void measure(int sessions, int times) throws IOException {
        score.step(times + " sessions end and begin under an agent that looks each 5 s");
        boolean told = true;
        try (MeasuredAgent _ = ground.agent("")) {
            told &= ground.published().awaits(s -> leaders(s).count() == sessions, TO_TELL);
            for (int i = 0; told && i < times; i++) {
                told = death(sessions) && birth(sessions);
            }
        }
        score.claim("each of these deaths and births was told", told, "");
    }

    private boolean death(int sessions) {
        HostProcess leader = leaders(last()).findFirst().orElseThrow().leader();
        Instant killed = Instant.ofEpochMilli(Long.parseLong(ground.host()
                .exec("bash", "-c", "date +%s%3N; kill -KILL " + leader.pid())
                .strip()));
        boolean told = ground.published()
                .awaits(s -> leaders(s).noneMatch(one -> one.leader().stamp().equals(leader.stamp())), TO_TELL);
        add(DEATH, sessions, killed);
        ground.crowd().lost();
        return told && ground.published().awaits(s -> s.connections().size() == sessions - 1, TO_TELL);
    }

    private boolean birth(int sessions) {
        ground.crowd().grow(sessions);
        boolean told = ground.published().awaits(s -> leaders(s).count() == sessions, TO_TELL);
        add(
                BIRTH,
                sessions,
                leaders(last()).map(SshSession::since).max(Instant::compareTo).orElseThrow());
        return told;
    }

    private void add(String what, int sessions, Instant happened) {
        figures.prompt()
                .add(
                        what,
                        sessions,
                        Duration.between(happened, last().takenAt()).toNanos() / 1e6);
    }

    private HostSnapshot last() {
        return ground.published().last().orElseThrow();
    }

    private static Stream<SshSession> leaders(HostSnapshot snapshot) {
        return snapshot.connections().stream().flatMap(one -> one.sessions().stream());
    }
}
