package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.PeerProbe;
import java.time.Instant;
import java.util.Optional;

/// What to do next about a finding. Empty where nothing that could be typed helps.
final class Advice {
    private Advice() {}

    /// @param page where its rule is told in full; empty for a rule without a page
    static Optional<Text> of(Finding finding, Optional<String> page) {
        Optional<Text> read = page.map(file -> Text.of("read " + file));
        return switch (finding.progress()) {
            case Progress.Reported() -> read.or(() -> act(finding, Action.DROP));
            case Progress.Shadowed(Action action) -> act(finding, action).or(() -> read);
            case Progress.HeldBack held -> act(finding, held.action()).or(() -> read);
            case Progress.Unanswered lost -> act(finding, lost.action()).or(() -> read);
            case Progress.Commanded _ -> Optional.of(Text.of("./hangup explain " + id(finding)));
            case Progress.Answered(Receipt receipt) ->
                after(receipt.outcome(), finding).or(() -> read);
        };
    }

    private static Optional<Text> after(Outcome outcome, Finding finding) {
        return switch (outcome) {
            case Outcome.Refused(String _) ->
                act(finding, Action.DROP)
                        .map(type -> type.plus("  with --sign KEYFILE where a signature is asked for", Tone.QUIET));
            case Outcome.StillThere(String _),
                    Outcome.NotRestarted(String _, boolean _),
                    Outcome.Expired(),
                    Outcome.Unknown(String _),
                    Outcome.Warned(int _),
                    Outcome.Probed(PeerProbe _) -> act(finding, Action.DROP);
            case Outcome.Gone(),
                    Outcome.ChannelClosed(int _),
                    Outcome.Reaped(int _),
                    Outcome.Restarted(int _, int _),
                    Outcome.Kept(Instant _) -> Optional.empty();
        };
    }

    /// The command that ends such a target; a host is not ended.
    ///
    /// @param meant what its rule would do
    private static Optional<Text> act(Finding finding, Action meant) {
        Optional<String> type = switch (finding.target()) {
            case Target.Host _ -> Optional.empty();
            case Target.OneConnection _ -> Optional.of("kill " + id(finding));
            case Target.OneSession _ -> Optional.of((meant == Action.CLOSE ? "close " : "kill ") + id(finding));
            case Target.OneOrphan orphan -> Optional.of("reap " + Words.typed(orphan.id()));
        };
        return type.map(words -> Text.of("./hangup " + words + " --reason \"why\""));
    }

    private static String id(Finding finding) {
        return Words.typed(finding.id().value());
    }
}
