package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A command that has a host do what must not be done by mistake: shows what, asks, approves it with a key where one is
/// given, and waits for the host's receipt.
abstract class WishCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Option(
            names = "--sign",
            paramLabel = "KEYFILE",
            description = "Approve it with this operator's key: shows exactly what is signed, and asks.")
    private @Nullable Path sign;

    @Mixin
    private final Ending end = new Ending();

    WishCommand(Context context) {
        super(context);
    }

    /// What to ask the controller for.
    abstract CommandRequest request(String reason) throws Failure;

    /// What to ask the person for.
    abstract String question();

    /// Everything that it is about, before it is done.
    ///
    /// @return the id of what it is about
    abstract String show(Controller controller) throws Failure;

    @Override
    final Exit ask(Controller controller) throws Failure, InterruptedException {
        CommandRequest request = Ending.asked(reason, () -> request(reason));
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

    /// The target that a person means by its id or by that of a finding about it.
    static String meant(Controller controller, String id) throws Failure {
        return id.contains("@") ? controller.finding(id).value().target().id() : id;
    }
}
