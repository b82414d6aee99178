package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A command as somebody must see it who is about to sign it: every field of it.
public final class DraftView {
    private DraftView() {}

    /// @param key id of the key that signs it
    public static List<Text> of(Command command, String key) {
        List<Text> lines = new ArrayList<>();
        lines.add(line("command", command.id().value()));
        lines.add(line(
                "action",
                command.action().name().toLowerCase(Locale.ROOT).replace('_', '-') + " on host " + command.host()
                        + ", boot " + command.boot() + ", by controller epoch " + command.epoch()));
        lines.add(line(
                "target",
                "connection " + command.target().cookie() + " from "
                        + command.target().peer() + " to " + command.target().local()));
        lines.add(line(
                "",
                "served by process " + command.target().process().pid() + ", started at tick "
                        + command.target().process().startTicks() + ", of uid "
                        + command.target().uid()));
        command.target()
                .session()
                .ifPresent(leader -> lines.add(line(
                        "",
                        "only its session led by process " + leader.pid() + ", started at tick "
                                + leader.startTicks())));
        lines.add(line(
                "only if",
                "nothing was typed or received after " + command.guard().quietSince()));
        command.guard().silentSince().ifPresent(since -> lines.add(line("", "and its peer was silent since " + since)));
        command.guard()
                .work()
                .ifPresent(work -> lines.add(line("", "and its processes have done nothing since stamp " + work)));
        command.guard()
                .warning()
                .ifPresent(ahead -> lines.add(
                        line("", "and no key is pressed in the " + ahead.toSeconds() + " s after a warning")));
        command.rule()
                .ifPresentOrElse(
                        rule -> lines.add(line("rule", rule.id() + ", " + rule.hash())),
                        () -> lines.add(line("rule", "none: a person asked")));
        lines.add(line("plan", command.plan().value()));
        lines.add(line("reason", command.reason()));
        lines.add(line("valid", brief(command.notBefore()) + " to " + brief(command.notAfter())));
        lines.add(line("sign", "with key " + key));
        return lines;
    }

    private static Instant brief(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Text line(String label, String what) {
        return Text.of(String.format(Locale.ROOT, "%-9s", label), Tone.STRONG).plus(what);
    }
}
