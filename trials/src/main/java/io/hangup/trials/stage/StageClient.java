package io.hangup.trials.stage;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Server;
import io.hangup.cli.exit.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The CLI's own client, pointed at a stage.
final class StageClient {
    private StageClient() {}

    static Controller of(String url, Path token) {
        try {
            return of(url, Files.readString(token));
        } catch (IOException e) {
            throw new IllegalStateException("a stage has a token", e);
        }
    }

    static Controller of(String url, String token) {
        try {
            return new Controller(Server.at(url, Optional.of(token.strip())));
        } catch (Failure e) {
            throw new IllegalStateException("a stage has an address and a token", e);
        }
    }
}
