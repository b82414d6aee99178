package io.hangup.cli;

import io.hangup.cli.api.Server;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which controller to ask, and as whom.
final class ServerOptions {
    private static final String DEFAULT = "http://127.0.0.1:7070";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The controller. Also HANGUP_SERVER; otherwise the one of ./hangup up, or " + DEFAULT + ".")
    private @Nullable String server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the operator token. Also HANGUP_TOKEN_FILE; otherwise the one of ./hangup up.")
    private @Nullable Path tokenFile;

    Server server(Context context) throws Failure {
        String address = Optional.ofNullable(server)
                .or(() -> context.variable("HANGUP_SERVER"))
                .orElseGet(() -> local(context).orElse(DEFAULT));
        Server anonymous = Server.at(address, Optional.empty());
        Server known = new Server(anonymous.base(), token(context, anonymous));
        if (known.token().isPresent() && known.clearText()) {
            context.screen().warn("the token travels to " + known.base() + " in clear text; use https");
        }
        return known;
    }

    private Optional<String> token(Context context, Server server) throws Failure {
        Optional<Path> named = Optional.ofNullable(tokenFile)
                .or(() -> context.variable("HANGUP_TOKEN_FILE").map(Path::of));
        if (named.isPresent()) {
            return Optional.of(token(named.get()));
        }
        Path own = context.state().resolve("operator.token");
        // This machine's token is nobody else's business.
        return server.loopback() && Files.isReadable(own) ? Optional.of(token(own)) : Optional.empty();
    }

    private static String token(Path file) throws Failure {
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(
                    Exit.DENIED,
                    "cannot read the token file " + file + " (" + e.getClass().getSimpleName() + ")");
        }
        if (!token.matches("[!-~]{1,1000}")) {
            throw new Failure(Exit.DENIED, "the token file " + file + " must hold one word of ASCII characters");
        }
        return token;
    }

    /// Where the `hangup up` of this checkout listens, or last did.
    private static Optional<String> local(Context context) {
        try {
            return Optional.of(Files.readString(context.state().resolve("server.url"))
                            .strip())
                    .filter(address -> !address.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
