package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ServerView;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.Page;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup restart-sshd`: restarts a host's SSH server, by what the host's own policy names.
@Command(
        name = "restart-sshd",
        header = {
            "Restarts a host's SSH server: tests its settings first, reads its greeting after. Ends no session.",
            "",
            "  ./hangup restart-sshd web-1 --reason \"its listener answers nobody\"",
            ""
        })
final class RestartSshdCommand extends AskCommand {
    private static final String QUESTION = "Restart its SSH server?";

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "HOST", description = "As in the column HOST of ./hangup hosts.")
    private String host = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Option(
            names = "--sign",
            paramLabel = "KEYFILE",
            description = "Approve it with this operator's key: shows exactly what is signed, and asks.")
    private @Nullable Path sign;

    @Mixin
    private final Ending end = new Ending();

    RestartSshdCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        Ending.requireReason(reason);
        CommandRequest request = CommandRequest.restart(host, reason);
        Page<HostRow> page = controller.hosts().value();
        HostRow row = page.rows().stream()
                .filter(r -> r.host().value().equals(host))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND, "no host " + host + " is known; ./hangup hosts shows those that are"));
        Signing signing = sign == null ? null : Signing.with(sign);
        ServerView.of(row).forEach(screen()::note);
        if (signing == null) {
            return end.end(screen(), format.chosen(), QUESTION, () -> controller.send(request), controller);
        }
        CommandDraft draft = controller.draft(request);
        byte[] bytes = signing.read(screen(), draft, request, host);
        return end.end(
                screen(),
                format.chosen(),
                QUESTION,
                () -> controller.approve(draft.command(), signing.key().approve(bytes)),
                controller);
    }
}
