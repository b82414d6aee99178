package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control.Effect;
import java.util.Optional;

/// What bounds logins: `LoginGraceTime`, `MaxStartups`, `PerSourcePenalties`.
final class Doorway {
    private Doorway() {}

    static Judgement grace(Effective sshd) {
        String name = "LoginGraceTime";
        String value = sshd.value("logingracetime").orElse("");
        if (sshd.number("logingracetime").isEmpty()) {
            return Judgement.of(name, value, Effect.UNKNOWN, "This server does not say how it is set.");
        }
        long seconds = sshd.number("logingracetime").getAsLong();
        return seconds == 0
                ? Judgement.of(name, "0", Effect.NONE, "Off: a connection that never logs in stays for ever.")
                : Judgement.of(
                        name,
                        value,
                        Effect.WORKS,
                        "Ends a connection that has not logged in after " + Texts.span(seconds) + ".");
    }

    static Judgement startups(Effective sshd) {
        String name = "MaxStartups";
        String value = sshd.value("maxstartups").orElse("");
        String[] parts = value.split(":", -1);
        if (!value.matches("\\d{1,9}(:\\d{1,3}:\\d{1,9})?")) {
            return Judgement.of(name, value, Effect.UNKNOWN, "This server does not say how it is set.");
        }
        String meaning = parts.length == 1
                ? "Beyond " + value + " connections that have not logged in, every new one is refused."
                : "From " + parts[0] + " connections that have not logged in, " + parts[1]
                        + " % of new ones are refused" + " by chance, from " + parts[2]
                        + " all: who holds that many open keeps everybody out.";
        return Judgement.of(name, value, Effect.WORKS, meaning);
    }

    static Judgement penalties(Effective sshd, Optional<Release> release) {
        String name = "PerSourcePenalties";
        String value = sshd.value("persourcepenalties").orElse("");
        if (value.isEmpty()) {
            return release.filter(r -> !r.since(9, 8)).isPresent()
                    ? Judgement.of(
                            name,
                            "",
                            Effect.NONE,
                            "Unknown to OpenSSH " + release.get() + "; it came with 9.8. Nothing slows down one address"
                                    + " that keeps trying.")
                    : Judgement.of(name, "", Effect.UNKNOWN, "This server does not say how it is set.");
        }
        return value.equals("no")
                ? Judgement.of(name, value, Effect.NONE, "Off: nothing slows down one address that keeps trying.")
                : Judgement.of(
                        name,
                        value,
                        Effect.WORKS,
                        "Refuses an address for a while that fails, crashes or idles at the door: also everybody else"
                                + " behind the same address.");
    }
}
