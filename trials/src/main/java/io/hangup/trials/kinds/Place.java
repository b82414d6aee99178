package io.hangup.trials.kinds;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Where one connection of a kind is raised: a desk of its own, so that the peer's address tells whose it is.
///
/// @param other a host of another release, for a chain
/// @param newest a host with the newest OpenSSH client
record Place(Lab lab, Node desk, Host host, Host other, Host newest) {
    static final Duration TO_SHOW = Duration.ofSeconds(40);

    /// Dropbear's port on every host.
    static final int DROPBEAR = 2200;

    Login login(String user) {
        return Login.of(user, host);
    }

    Seat seat() {
        return new Seat(host, desk.address4());
    }

    /// Logs in and waits for a prompt that answers.
    Running prompt(Login login) {
        return answering(desk.ssh(login));
    }

    static Running answering(Running client) {
        if (!client.answers(TO_SHOW)) {
            throw new LabFailure(
                    "no prompt from " + client + "\n" + client.said().text().strip());
        }
        return client;
    }

    /// Logs in to run this, which says `at work` as its first words (`echo at w''ork`: not as its echo).
    Running working(Login login) {
        return desk.ssh(login).await("at work", TO_SHOW);
    }

    /// A healthy prompt.
    Act prompting(Login login) {
        Running client = prompt(login);
        return new Act(login.user(), desk.address4(), client, client::answers);
    }

    Act act(String user, Running client, Predicate<Duration> proof) {
        return new Act(user, desk.address4(), client, proof);
    }

    /// Nobody is served by it.
    Act serving(String user, Running client) {
        return act(user, client, _ -> false);
    }

    /// A program of OpenSSH's on the desk, with the lab's settings, up to the options that are its own.
    List<String> words(String program, String... more) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(Login.settings(lab.key()));
        words.addAll(List.of(more));
        return words;
    }

    Running start(List<String> words) {
        return desk.start(words.toArray(String[]::new));
    }

    /// A file of this desk's own on the machine, for sockets.
    Path file(String name) {
        return lab.key().resolveSibling(desk.name() + "-" + name);
    }
}
