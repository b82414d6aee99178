package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.TargetView;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup kill`: ends one connection and says what is true afterwards.
@Command(
        name = "kill",
        header = {
            "Ends one connection: shows whose it is, asks, waits for the host's receipt.",
            "",
            "  ./hangup kill web-1:9c1e-3f2a --reason \"laptop lost, user asked\"",
            "  ./hangup kill dead-peer@web-1:9c1e-3f2a --reason \"holds a lock\" --yes -o json",
            "  ./hangup kill web-1:9c1e-3f2a --reason \"root's, left open\" --sign alice.pem",
            ""
        })
final class KillCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "ID", description = "Of a connection, a session or a finding.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Option(
            names = "--sign",
            paramLabel = "KEYFILE",
            description = "Approve it with this operator's key: shows exactly what is signed, and asks.")
    private @Nullable Path sign;

    @Mixin
    private final Ending end = new Ending();

    KillCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        Ending.requireReason(reason);
        CommandRequest request = CommandRequest.drop(id, reason);
        if (sign == null) {
            show(controller);
            return end.end(screen(), format.chosen(), () -> controller.send(request), controller);
        }
        Signing signing = Signing.with(sign);
        String connection = show(controller);
        CommandDraft draft = controller.draft(request);
        byte[] bytes = signing.read(screen(), draft, request, connection);
        return end.end(
                screen(),
                format.chosen(),
                () -> controller.approve(draft.command(), signing.key().approve(bytes)),
                controller);
    }

    /// Everything that would end, before it does.
    ///
    /// @return the connection
    private String show(Controller controller) throws Failure {
        String target =
                id.contains("@") ? controller.finding(id).value().target().id() : id;
        Page<SessionRow> page = controller.sessions(Filter.NONE).value();
        List<SessionRow> named = page.rows().stream()
                .filter(row -> row.id().equals(target) || row.connection().equals(target))
                .toList();
        if (named.isEmpty()) {
            throw new Failure(
                    Exit.NOT_FOUND, "no connection " + target + " is open now; ./hangup sessions shows those that are");
        }
        String connection = named.getFirst().connection();
        List<SessionRow> ending = page.rows().stream()
                .filter(row -> row.connection().equals(connection))
                .toList();
        TargetView.of(ending, page.asOf()).forEach(screen()::note);
        return connection;
    }
}
