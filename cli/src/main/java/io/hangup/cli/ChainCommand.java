package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ChainView;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.CommandRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup chain`: the connections that lead on from one another, and the end of one of them.
@Command(
        name = "chain",
        header = {
            "Draws the chain of SSH connections over hosts that one of them is part of, and can end a hop of it:",
            "that hop and what leads on from it end, what comes before it stays.",
            "",
            "  ./hangup chain db-1:77aa-12",
            "  ./hangup chain db-1:77aa-12 --close 2 --reason \"stuck behind the bastion\"",
            ""
        })
final class ChainCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "ID", description = "Of a connection, a session or an SSH client.")
    private String id = "";

    @Option(names = "--close", paramLabel = "HOP", description = "End this hop, by its number.")
    private int close;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit; needed with --close.")
    private String reason = "";

    @Mixin
    private final Ending end = new Ending();

    ChainCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        if (close != 0) {
            Ending.requireReason(reason);
        }
        var reply = controller.chain(id);
        if (close != 0) {
            Chain.Hop hop = named(reply.value());
            String target = hop.closes().orElse("");
            if (target.isEmpty()) {
                throw new Failure(Exit.REFUSED, "hop " + close + " can't be ended from here: " + because(hop));
            }
            ChainView.of(reply.value()).forEach(screen()::note);
            screen().note("ends     hop " + close + " and what leads on from it, connection " + target);
            ChainView.shared(hop).ifPresent(screen()::note);
            CommandRequest request = Ending.asked(reason, () -> CommandRequest.drop(target, reason));
            return end.end(
                    screen(), format.chosen(), "End this connection?", () -> controller.send(request), controller);
        }
        switch (format.chosen()) {
            case JSON -> screen().json(reply.document());
            case NDJSON -> screen().ndjson(reply.document().path("hops"));
            case TABLE, WIDE, CSV -> screen().print(ChainView.of(reply.value()));
        }
        return Exit.OK;
    }

    private Chain.Hop named(Chain chain) throws Failure {
        return chain.hops().stream()
                .filter(hop -> hop.number() == close)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        "the chain has no hop " + close + "; it has 1 to "
                                + chain.hops().size()));
    }

    private static String because(Chain.Hop hop) {
        return hop.why().isEmpty() ? "the host at its far end is not known" : hop.why();
    }
}
