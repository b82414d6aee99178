package io.hangup.agent.audit;

import java.util.List;
import java.util.Optional;

/// Judges what one SSH server of this host would do.
public final class Judge {
    private Judge() {}

    /// All controls of a server.
    ///
    /// @param sshd what `sshd -T` prints
    /// @param release empty when it could not be read
    public static List<Judgement> server(Effective sshd, Optional<Release> release, Keepalive kernel) {
        return List.of(
                kernel.judge(sshd),
                ClientAlive.judge(sshd, release),
                Channels.timeout(sshd, release),
                Channels.unused(sshd, release),
                Doorway.grace(sshd),
                Doorway.startups(sshd),
                Doorway.penalties(sshd, release));
    }

    /// Of the controls that a `Match` block can set, those that it sets otherwise.
    public static List<Judgement> match(
            String condition, Effective there, Effective everywhere, Optional<Release> release) {
        List<Judgement> usual = matchable(everywhere, release);
        return matchable(there, release).stream()
                .filter(judgement -> !usual.contains(judgement))
                .map(judgement -> judgement.at(condition))
                .toList();
    }

    private static List<Judgement> matchable(Effective sshd, Optional<Release> release) {
        return List.of(
                ClientAlive.judge(sshd, release), Channels.timeout(sshd, release), Channels.unused(sshd, release));
    }
}
