package io.hangup.trials.lab;

import java.time.Duration;
import java.util.function.Predicate;

/// One client and its session, healthy or stuck, and how to tell that it still answers.
///
/// @param kind what goes on, in a word or two: "typing", "path cut"
/// @param stuck whether the session will not end by itself, though nobody is served by it
/// @param user who is logged in; empty before that
/// @param client the process of the client, on the machine
/// @param proof whether the session still does what it is for, looked at for so long at most
public record Scene(String kind, boolean stuck, Host host, String user, Running client, Predicate<Duration> proof)
        implements AutoCloseable {

    /// Whether the session still does its work: the prompt answers, the build goes on, the transfer moves.
    /// Typing at an idle session ends its idleness.
    public boolean answers(Duration limit) {
        return client.alive() && proof.test(limit);
    }

    /// The client's end: as if its process were killed.
    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return kind + (user.isEmpty() ? "" : " as " + user) + " on " + host;
    }
}
