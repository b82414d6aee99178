package io.hangup.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hangup completion`: what a shell needs to complete commands and options.
@Command(
        name = "completion",
        header = {"Prints a completion script.", "", "  source <(./hangup completion bash)", ""})
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", defaultValue = "BASH", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Context context) {
        this.context = context;
    }

    enum Shell {
        BASH,
        ZSH
    }

    @Override
    public Integer call() {
        var hangup = Objects.requireNonNull(spec, "picocli sets it").root().commandLine();
        String script = AutoComplete.bash("hangup", hangup);
        // zsh reads the same script once it is told to.
        context.screen().script(shell == Shell.ZSH ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script);
        return 0;
    }
}
