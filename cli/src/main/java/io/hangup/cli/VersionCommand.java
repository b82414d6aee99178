package io.hangup.cli;

import io.hangup.cli.machine.Release;
import io.hangup.cli.text.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `hangup version`.
@Command(name = "version", header = "Prints the version of Hangup and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {
    private final Context context;

    VersionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.screen().print(Text.of("hangup " + Release.VERSION + " (Java " + Runtime.version() + ")"));
        return 0;
    }
}
