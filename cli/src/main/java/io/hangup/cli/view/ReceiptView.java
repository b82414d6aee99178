package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostProcess;
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
        if (receipt.outcome() instanceof Outcome.Restarted || receipt.outcome() instanceof Outcome.NotRestarted) {
            lines.add(Text.of("sessions ", Tone.STRONG).plus("a restart of sshd ends none of them"));
            return lines;
        }
        if (receipt.outcome() instanceof Outcome.Warned || receipt.outcome() instanceof Outcome.Kept) {
            return lines;
        }
        if (receipt.leftBehind().isEmpty()) {
            lines.add(Text.of("left     ", Tone.STRONG)
                    .plus("nothing of the " + (receipt.outcome() instanceof Outcome.ChannelClosed ? "session" : "login")
                            + " still runs"));
        } else {
            lines.add(Text.of("left     ", Tone.STRONG).plus("still running:"));
            receipt.leftBehind().forEach(process -> lines.add(Text.of("  " + left(process))));
        }
        return lines;
    }

    private static String left(HostProcess process) {
        return Words.process(process) + ", uid " + Integer.toUnsignedString(process.uid()) + ", "
                + Words.of(process.state());
    }
}
