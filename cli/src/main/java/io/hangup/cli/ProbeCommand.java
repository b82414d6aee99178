package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ProbeView;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.session.PeerProbe;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup probe`: asks the peer's kernel whether it is there, and says what the answer proves.
@Command(
        name = "probe",
        header = {
            "Asks the kernel at the other end of one connection whether it is there. Ends nothing, sends no byte of SSH.",
            "",
            "  ./hangup probe web-1:9c1e-3f2a",
            ""
        })
final class ProbeCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final Awaiting awaiting = new Awaiting();

    @Parameters(paramLabel = "ID", description = "Of a connection, a session or a finding.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the audit: ${DEFAULT-VALUE}.")
    private String reason = "to see whether its peer is there";

    ProbeCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        CommandRequest request = Ending.asked(reason, () -> CommandRequest.probe(id, reason));
        Reply<CommandView> sent = controller.send(request);
        return awaiting.answer(screen(), format.chosen(), controller, sent, ProbeView::of, ProbeCommand::exit);
    }

    private static Exit exit(Receipt receipt) {
        return switch (receipt.outcome()) {
            case Outcome.Probed(PeerProbe probe) ->
                switch (probe.answer()) {
                    case ANSWERED -> Exit.OK;
                    case UNANSWERED, RESET -> Exit.PARTIAL;
                    case UNDECIDED, UNKNOWN -> Exit.UNKNOWN;
                };
            case Outcome.Refused(String _) -> Exit.REFUSED;
            case Outcome.Gone(),
                    Outcome.ChannelClosed(int _),
                    Outcome.Reaped(int _),
                    Outcome.Warned(int _),
                    Outcome.Kept(Instant _),
                    Outcome.StillThere(String _),
                    Outcome.Restarted(int _, int _),
                    Outcome.NotRestarted(String _, boolean _),
                    Outcome.Expired(),
                    Outcome.Unknown(String _) -> Exit.UNKNOWN;
        };
    }
}
