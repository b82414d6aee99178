package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One finding told in full: what, where, since when, by which evidence, what was done, and what to type next.
public final class ExplainView {
    private static final String UNSEEN = "unknown";

    private ExplainView() {}

    /// @param page where its rule is told in full; empty for a rule without a page
    public static List<Text> of(Finding finding, Optional<String> page, Instant now) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of(finding.id().value(), Tone.STRONG)
                .plus("  ")
                .plus(Words.verdict(finding.verdict()))
                .plus(finding.over() ? "" : " for " + Ages.between(finding.since(), now)));
        lines.add(Text.of(finding.summary()));
        lines.add(Text.EMPTY);
        lines.add(label("who").plus(who(finding)));
        lines.add(label("where").plus(finding.target().id()));
        lines.add(label("since").plus(Ages.instant(finding.since())).plus(" on the host's clock", Tone.QUIET));
        lines.add(label("rule").plus(finding.rule() + ", " + Words.of(finding.mode())));
        lines.add(Text.EMPTY);
        lines.add(Text.of("evidence", Tone.STRONG));
        finding.evidence().forEach(clause -> lines.addAll(clause(clause)));
        lines.add(Text.EMPTY);
        lines.addAll(done(finding.progress()));
        if (!finding.over()) {
            Advice.of(finding, page).ifPresent(next -> lines.add(label("next").plus(next)));
        }
        return lines;
    }

    private static Text label(String name) {
        return Text.of(String.format("%-9s", name), Tone.STRONG);
    }

    private static String who(Finding finding) {
        return switch (finding.target()) {
            case Target.Host host -> "host " + host.id() + " as a whole, no session in particular";
            case Target.OneConnection _, Target.OneSession _, Target.OneOrphan _ -> subject(finding.subject());
        };
    }

    private static String subject(Finding.Subject subject) {
        return (subject.user().isEmpty() ? "nobody yet" : subject.user())
                + (subject.terminal().isEmpty() ? ", no terminal" : " on " + subject.terminal())
                + (subject.peer().isEmpty() ? "" : " from " + subject.peer())
                + (subject.command().isEmpty() ? "" : ", running " + subject.command());
    }

    private static List<Text> clause(Clause clause) {
        List<Text> lines = new ArrayList<>();
        lines.add(
                Text.of("  ").plus(mark(clause)).plus(" expected  ", Tone.QUIET).plus(clause.text()));
        clause.seen()
                .forEach(seen ->
                        lines.add(Text.of("    seen      ", Tone.QUIET).plus(seen.fact() + " = " + seen.value())));
        return lines;
    }

    private static Text mark(Clause clause) {
        if (clause.held()) {
            return Text.of("✓", Tone.GOOD);
        }
        boolean unseen = clause.seen().stream().anyMatch(seen -> seen.value().equals(UNSEEN));
        return unseen ? Text.of("?", Tone.DOUBT) : Text.of("✗", Tone.BAD);
    }

    private static List<Text> done(Progress progress) {
        Text done = label("done");
        return switch (progress) {
            case Progress.Reported() -> List.of(done.plus("reported; the rule does nothing else"));
            case Progress.Shadowed s ->
                List.of(done.plus("nothing: the rule is in shadow and would have done this: " + Words.of(s.action())));
            case Progress.HeldBack h ->
                List.of(done.plus("nothing yet: " + Words.of(h.action()) + " is held back: " + h.because()));
            case Progress.Commanded c ->
                List.of(done.plus(Words.of(c.action()) + " sent at " + Ages.instant(c.at()) + ", answer due by "
                        + Ages.instant(c.answerBy()) + " (" + c.command() + ")"));
            case Progress.Answered a -> ReceiptView.of(a.receipt());
            case Progress.Unanswered u ->
                List.of(done.plus("unknown: " + Words.of(u.action()) + " was sent and never answered since "
                        + Ages.instant(u.since()) + " (" + u.command() + ")"));
        };
    }
}
