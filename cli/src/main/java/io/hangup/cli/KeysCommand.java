package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Text;
import io.hangup.protocol.wire.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hangup keys`: the keys that commands are signed with.
@Command(name = "keys", header = "Makes keys to sign commands with: ./hangup keys new FILE")
final class KeysCommand {
    private final Context context;

    KeysCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "new",
            header = {
                "Makes a signing key for a controller and prints the public half, which hosts trust.",
                "",
                "  ./hangup keys new signing-key.pem >> trusted-keys.pem",
                ""
            })
    int create(@Parameters(paramLabel = "FILE", description = "Where the key goes. Must not exist.") Path file)
            throws Failure {
        try {
            SigningKey key = SigningKey.generate();
            key.save(file);
            key.trusted().pem().lines().forEach(line -> context.screen().print(Text.of(line)));
            context.screen().note("made key " + key.id() + " in " + file + "; only you can read it");
            return 0;
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot write " + file + ": " + e.getMessage());
        }
    }
}
