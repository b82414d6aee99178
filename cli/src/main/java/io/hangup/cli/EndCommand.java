package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that ends something: shows what, asks, approves it with a key where one is given, and waits for
/// the host's receipt.
abstract class EndCommand extends AskCommand {
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

    @Option(
            names = "--warn",
            paramLabel = "TIME",
            description = "Tell who is at a terminal so long ahead, up to 60s; any key then spares the session.")
    private @Nullable String warn;

    @Mixin
    private final Ending end = new Ending();

    EndCommand(Context context) {
        super(context);
    }

    /// What to ask the controller for.
    abstract CommandRequest request(String id, String reason);

    /// What to ask the person for.
    abstract String question();

    /// Everything that would end, before it does.
    ///
    /// @param page every session there is
    /// @param target id of a connection or a session
    /// @return the id of what would end
    abstract String show(Page<SessionRow> page, String target) throws Failure;

    @Override
    final Exit ask(Controller controller) throws Failure, InterruptedException {
        Ending.requireReason(reason);
        CommandRequest request = request(id, reason).after(warning());
        end.expect(request.warning().orElse(Duration.ZERO));
        if (sign == null) {
            show(controller);
            return end.end(screen(), format.chosen(), question(), () -> controller.send(request), controller);
        }
        Signing signing = Signing.with(sign);
        String target = show(controller);
        CommandDraft draft = controller.draft(request);
        byte[] bytes = signing.read(screen(), draft, request, target);
        return end.end(
                screen(),
                format.chosen(),
                question(),
                () -> controller.approve(draft.command(), signing.key().approve(bytes)),
                controller);
    }

    private Optional<Duration> warning() throws Failure {
        if (warn == null) {
            return Optional.empty();
        }
        try {
            Duration ahead = HumanDuration.parse(warn);
            return new Guard(Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.of(ahead)).warning();
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, "--warn: " + e.getMessage());
        }
    }

    private String show(Controller controller) throws Failure {
        String target =
                id.contains("@") ? controller.finding(id).value().target().id() : id;
        return show(controller.sessions(Filter.NONE).value(), target);
    }

    /// Every session of a connection, or the connection itself where it carries none.
    static List<SessionRow> of(Page<SessionRow> page, String connection) {
        return page.rows().stream()
                .filter(row -> row.connection().equals(connection))
                .toList();
    }
}
