package io.hangup.cli.api;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.Problem;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/// What an answer that is none means for the command that asked.
final class Refusals {
    private Refusals() {}

    static Failure of(URI uri, int status, byte[] body) {
        String said = problem(body)
                .map(problem -> problem.title() + ": " + problem.detail())
                .orElse("the answer of " + uri + " was HTTP " + status);
        return switch (status) {
            case 400, 415, 422 -> new Failure(Exit.USAGE, said);
            case 401, 403 -> new Failure(Exit.DENIED, said);
            case 404 -> new Failure(Exit.NOT_FOUND, said);
            case 409, 429 -> new Failure(Exit.REFUSED, said);
            default -> new Failure(Exit.ERROR, said);
        };
    }

    static Failure unreachable(URI base, IOException cause) {
        return new Failure(
                Exit.ERROR,
                "cannot reach the controller at " + base + " (" + why(cause)
                        + "). Start one on this machine with ./hangup up, or name another with --server URL.");
    }

    /// Of a request that is acted on and that somebody took.
    static Failure unanswered(URI base, String why) {
        return new Failure(
                Exit.UNKNOWN,
                "the controller at " + base + " took the request and did not answer it (" + why
                        + "): it may have been sent. ./hangup audit log shows whether it was.");
    }

    static String why(IOException cause) {
        return switch (cause) {
            case SocketTimeoutException _ -> "no answer in time";
            case UnknownHostException _ -> "no such host";
            case ConnectException _ -> "nothing listens there";
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static Optional<Problem> problem(byte[] body) {
        try {
            return Optional.ofNullable(Wire.json().readValue(body, Problem.class))
                    .filter(problem -> problem.title() != null && problem.detail() != null);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
