package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that ends a connection or one session of it, after a warning where that is asked for.
abstract class EndCommand extends WishCommand {
    @Parameters(paramLabel = "ID", description = "Of a connection, a session or a finding.")
    private String id = "";

    @Option(
            names = "--warn",
            paramLabel = "TIME",
            description = "Tell who is at a terminal so long ahead, up to 60s; any key then spares the session.")
    private @Nullable String warn;

    EndCommand(Context context) {
        super(context);
    }

    /// What to ask the controller for, without a warning.
    abstract CommandRequest request(String id, String reason);

    /// Everything that would end, before it does.
    ///
    /// @param page every session there is
    /// @param target id of a connection or a session
    /// @return the id of what would end
    abstract String show(Page<SessionRow> page, String target) throws Failure;

    @Override
    final CommandRequest request(String reason) throws Failure {
        return request(id, reason).after(warning());
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

    @Override
    final String show(Controller controller) throws Failure {
        String target = meant(controller, id);
        return show(controller.sessions(Filter.NONE).value(), target);
    }

    /// Every session of a connection, or the connection itself where it carries none.
    static List<SessionRow> of(Page<SessionRow> page, String connection) {
        return page.rows().stream()
                .filter(row -> row.connection().equals(connection))
                .toList();
    }
}
