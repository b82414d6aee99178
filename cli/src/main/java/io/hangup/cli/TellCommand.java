package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ReceiptView;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that has a host do something which ends nothing, and waits for its receipt.
abstract class TellCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final Awaiting awaiting = new Awaiting();

    @Parameters(paramLabel = "ID", description = "Of a connection, a session or a finding.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit and the user.")
    private String reason = "";

    TellCommand(Context context) {
        super(context);
    }

    abstract CommandRequest request(String id, String reason);

    @Override
    final Exit ask(Controller controller) throws Failure, InterruptedException {
        Reply<CommandView> sent = controller.send(Ending.asked(reason, () -> request(id, reason)));
        return awaiting.answer(screen(), format.chosen(), controller, sent, ReceiptView::of, Ending::exit);
    }
}
