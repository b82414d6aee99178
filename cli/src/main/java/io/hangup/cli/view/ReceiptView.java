package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A host's answer to a command: what ended, what was done for it, what is left, how long it took.
public final class ReceiptView {
    private ReceiptView() {}

    public static List<Text> of(Receipt receipt) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of("receipt  ", Tone.STRONG)
                .plus(Words.outcome(receipt.outcome()))
                .plus(", " + Ages.took(receipt.took()) + ", " + receipt.host())
                .plus(" at " + Ages.instant(receipt.at()), Tone.QUIET));
        receipt.steps()
                .forEach(step -> lines.add(
                        Text.of("  " + Ages.clock(step.at()) + "  ", Tone.QUIET).plus(step.what())));
        lines.addAll(rest(receipt));
        return lines;
    }

    /// What is true of the rest: whoever spared or could not end it has looked for nothing that is left.
    private static List<Text> rest(Receipt receipt) {
        return switch (receipt.outcome()) {
            case Outcome.Gone(), Outcome.Reaped(int _) -> left(receipt, "nothing of the login still runs");
            case Outcome.ChannelClosed(int _) -> left(receipt, "nothing of the session still runs");
            case Outcome.Restarted(int _, int _), Outcome.NotRestarted(String _, boolean _) ->
                List.of(Text.of("sessions ", Tone.STRONG).plus("a restart of sshd ends none of them"));
            case Outcome.Warned(int _), Outcome.Kept(Instant _), Outcome.Probed(PeerProbe _), Outcome.Expired() ->
                List.of();
            case Outcome.StillThere(String _), Outcome.Refused(String _), Outcome.Unknown(String _) ->
                receipt.leftBehind().isEmpty() ? List.of() : left(receipt, "");
        };
    }

    private static List<Text> left(Receipt receipt, String nothing) {
        Text left = Text.of("left     ", Tone.STRONG);
        if (receipt.leftBehind().isEmpty()) {
            return List.of(left.plus(nothing));
        }
        List<Text> lines = new ArrayList<>(List.of(left.plus("still running:")));
        receipt.leftBehind().forEach(process -> lines.add(Text.of("  " + left(process))));
        return lines;
    }

    private static String left(HostProcess process) {
        return Words.process(process) + ", uid " + Integer.toUnsignedString(process.uid()) + ", "
                + Words.of(process.state());
    }
}
