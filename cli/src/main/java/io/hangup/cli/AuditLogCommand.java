package io.hangup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Csv;
import io.hangup.cli.text.Table;
import io.hangup.cli.view.AuditLogView;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hangup audit log`: what was decided and done lately, and by whom.
@Command(
        name = "log",
        header = {
            "Shows what was found, decided, sent and answered, and what operators asked for.",
            "",
            "  ./hangup audit log --since 2h",
            "  ./hangup audit log --since 7d -o ndjson",
            ""
        })
final class AuditLogCommand extends AskCommand {
    /// More is for `export`.
    private static final int MOST = 10_000;

    private final InstantSource time;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--since", paramLabel = "TIME", description = "How far back: 2h, 7d; ${DEFAULT-VALUE} otherwise.")
    private String since = "24h";

    AuditLogCommand(Context context, InstantSource time) {
        super(context);
        this.time = time;
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        ArrayDeque<JsonNode> rows = new ArrayDeque<>();
        var older = new AtomicLong();
        try {
            AuditTrail.read(controller, controller.audit(from()), (_, value) -> {
                rows.add(AuditLogView.tree(value));
                if (rows.size() > MOST) {
                    rows.removeFirst();
                    older.incrementAndGet();
                }
            });
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, String.valueOf(e.getMessage()));
        }
        show(List.copyOf(rows));
        if (older.get() > 0) {
            screen().warn("only the last " + MOST + " records are shown, " + older
                    + " older ones of that time are not: ./hangup audit export FILE writes all");
        }
        return Exit.OK;
    }

    private Instant from() throws Failure {
        try {
            Duration back = HumanDuration.parse(since);
            return time.instant().minus(back);
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, "--since: " + e.getMessage());
        }
    }

    private void show(List<JsonNode> rows) {
        switch (format.chosen()) {
            case JSON -> {
                ArrayNode all = Wire.json().createArrayNode();
                screen().json(all.addAll(rows));
            }
            case NDJSON -> screen().ndjson(rows);
            case WIDE -> screen().print(Table.wide(AuditLogView.columns(), rows));
            case CSV -> screen().print(Csv.lines(AuditLogView.columns(), rows));
            case TABLE -> {
                if (rows.isEmpty()) {
                    screen().note("nothing was written in the last " + since);
                } else {
                    screen().print(Table.fitted(AuditLogView.columns(), rows, screen().columns()));
                }
            }
        }
    }
}
