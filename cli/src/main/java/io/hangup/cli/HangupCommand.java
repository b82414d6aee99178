package io.hangup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `hangup` alone: what there is to type.
@Command(name = "hangup", header = "Finds SSH sessions that will not end by themselves.")
final class HangupCommand implements Callable<Integer> {
    private final Context context;

    HangupCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.screen().script(text());
        return 0;
    }

    /// The launcher shows the same file, so that help needs no build.
    static String text() {
        try (InputStream text = HangupCommand.class.getResourceAsStream("help.txt")) {
            if (text == null) {
                throw new IllegalStateException("help.txt is not in the jar");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("help.txt can't be read", e);
        }
    }
}
