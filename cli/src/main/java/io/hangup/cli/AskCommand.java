package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that asks the controller.
abstract class AskCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    AskCommand(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws Failure, InterruptedException {
        return ask(new Controller(server.server(context))).code();
    }

    final Screen screen() {
        return context.screen();
    }

    abstract Exit ask(Controller controller) throws Failure, InterruptedException;
}
