package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ReceiptView;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.session.PeerProbe;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How something is ended from the command line: asked for, sent, and its receipt waited for.
final class Ending {
    @Option(names = "--yes", description = "Do not ask. Needed where nobody sits at a terminal.")
    private boolean yes;

    @Mixin
    private final Awaiting awaiting = new Awaiting();

    /// Makes what the controller is asked for.
    @FunctionalInterface
    interface Wish {
        CommandRequest request() throws Failure;
    }

    /// What is asked for, before anything is shown or sent: what can't be is a mistake on the command line.
    static CommandRequest asked(String reason, Wish wish) throws Failure {
        requireReason(reason);
        try {
            return wish.request();
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /// To be called before anything is shown.
    static void requireReason(String reason) throws Failure {
        if (reason.isBlank()) {
            throw new Failure(Exit.USAGE, "--reason is empty: say why, it goes into the audit");
        }
        if (reason.length() > CommandRequest.LONGEST_REASON) {
            throw new Failure(
                    Exit.USAGE,
                    "--reason has " + reason.length() + " characters: at most " + CommandRequest.LONGEST_REASON);
        }
    }

    /// What ends only after a while takes as much longer.
    void expect(Duration ahead) {
        awaiting.expect(ahead);
    }

    /// What sends the command, once it may be.
    @FunctionalInterface
    interface Sending {
        Reply<CommandView> send() throws Failure;
    }

    /// To be called when what ends has been shown.
    ///
    /// @param question what the person at the terminal is asked
    Exit end(Screen screen, Format format, String question, Sending sending, Controller controller)
            throws Failure, InterruptedException {
        if (!yes && !screen.interactive()) {
            throw new Failure(Exit.USAGE, "nobody to ask: there is no terminal here, so say --yes");
        }
        if (!yes && !screen.confirmed(question)) {
            screen.note("nothing was done");
            return Exit.REFUSED;
        }
        return awaiting.answer(screen, format, controller, sending.send(), ReceiptView::of, Ending::exit);
    }

    static Exit exit(Receipt receipt) {
        return switch (receipt.outcome()) {
            case Outcome.Gone(),
                    Outcome.ChannelClosed(int _),
                    Outcome.Reaped(int _),
                    Outcome.Probed(PeerProbe _),
                    Outcome.Warned(int _),
                    Outcome.Restarted(int _, int _),
                    Outcome.Kept(Instant _) -> Exit.OK;
            case Outcome.StillThere(String _), Outcome.NotRestarted(String _, boolean _) -> Exit.PARTIAL;
            case Outcome.Refused(String _) -> Exit.REFUSED;
            case Outcome.Expired(), Outcome.Unknown(String _) -> Exit.UNKNOWN;
        };
    }
}
