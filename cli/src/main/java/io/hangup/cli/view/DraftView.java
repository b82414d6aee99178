package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.ProcessStamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
        lines.addAll(target(command.target()));
        lines.add(line("only if", guard(command)));
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

    private static String guard(Command command) {
        return switch (command.target()) {
            case CommandTarget.OneOrphan _ -> "its login is over, and it is a kind that the host's policy gives up";
            case CommandTarget.OneConnection _, CommandTarget.Server _ ->
                "nothing was typed or received after " + command.guard().quietSince();
        };
    }

    private static List<Text> target(CommandTarget target) {
        return switch (target) {
            case CommandTarget.OneConnection one ->
                Stream.concat(
                                Stream.of(
                                        line(
                                                "target",
                                                "connection " + one.cookie() + " from " + one.peer() + " to "
                                                        + one.local()),
                                        line("", "served by " + process(one))),
                                one.session().stream()
                                        .map(leader -> line("", "only its session led by " + process(leader))))
                        .toList();
            case CommandTarget.Server one ->
                List.of(line("target", "the SSH server at " + one.address()), line("", process(one)));
            case CommandTarget.OneOrphan one ->
                List.of(
                        line("target", process(one)),
                        line("", "left behind by the login of audit session " + one.auditSession()));
        };
    }

    private static String process(CommandTarget target) {
        return process(target.process()) + ", of uid " + Integer.toUnsignedString(target.uid());
    }

    private static String process(ProcessStamp stamp) {
        return "process " + stamp.pid() + ", started at tick " + stamp.startTicks();
    }

    private static Instant brief(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Text line(String label, String what) {
        return Text.of(String.format(Locale.ROOT, "%-9s", label), Tone.STRONG).plus(what);
    }
}
