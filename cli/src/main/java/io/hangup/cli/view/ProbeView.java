package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.PeerProbe;
import java.util.List;

/// What came of asking a peer, and what that proves and does not.
public final class ProbeView {
    private ProbeView() {}

    public static List<Text> of(Receipt receipt) {
        Text line = Text.of("receipt  ", Tone.STRONG)
                .plus(Words.outcome(receipt.outcome()))
                .plus(", " + Ages.took(receipt.took()) + ", " + receipt.host())
                .plus(" at " + Ages.instant(receipt.at()), Tone.QUIET);
        return receipt.outcome() instanceof Outcome.Probed(PeerProbe probe)
                ? List.of(line, Text.of("proves   ", Tone.STRONG).plus(proof(probe)))
                : List.of(line);
    }

    private static String proof(PeerProbe probe) {
        return switch (probe.answer()) {
            case ANSWERED ->
                "the peer's host and the path to it are alive; nothing of the ssh client, which may be stopped";
            case UNANSWERED ->
                "nothing came back" + since(probe)
                        + ": the path is cut, or the host is off or asleep; a laptop may still wake";
            case RESET ->
                "the peer's host is alive and does not know the connection: it was restarted; sshd ends by itself";
            case UNDECIDED, UNKNOWN -> "nothing";
        };
    }

    private static String since(PeerProbe probe) {
        return probe.count() == 1 ? "" : " " + probe.count() + " times since " + Ages.instant(probe.since());
    }
}
