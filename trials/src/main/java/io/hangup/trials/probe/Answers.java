package io.hangup.trials.probe;

import io.hangup.cli.api.Controller;
import io.hangup.trials.lab.Command;
import io.hangup.trials.lab.Host;
import io.hangup.trials.trial.Score;
import java.time.Duration;

/// What peers of every kind answer, asked through the API as an operator does.
final class Answers {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_LAST = Duration.ofSeconds(12);

    private final Ward ward;
    private final Score score;
    private final Controller api;

    Answers(Ward ward, Score score) {
        this.ward = ward;
        this.score = score;
        api = ward.stage().api();
    }

    void collect() {
        for (String host : Ward.HOSTS) {
            claim("a healthy peer", ward.admit(host, "alice"), "answered", SOON);
        }
        frozen();
        cut();
        rebooted();
    }

    private void frozen() {
        Patient patient = ward.admit("plain", "bob");
        signal("-STOP", patient);
        claim("the host of a frozen client", patient, "answered", SOON);
        signal("-CONT", patient);
    }

    private void cut() {
        Patient patient = ward.admit("mute", "carol");
        patient.desk().cut();
        claim("a peer behind a cut path", patient, "unanswered", AT_LAST);
        patient.desk().heal();
        score.claim("it answers again once the path has healed", patient.answers(), patient.toString());
    }

    /// The client's kernel forgets the connection while nothing of that can reach the server.
    private void rebooted() {
        Patient patient = ward.admit("tuned", "bob");
        Host host = patient.host();
        patient.desk().cut();
        patient.desk().command("ss", "-K", "dst", host.address4()).run();
        patient.desk().heal();
        claim("a peer that has rebooted", patient, "reset", SOON);
    }

    private void claim(String whom, Patient patient, String expected, Duration within) {
        Asked asked = Asked.after(patient, api);
        boolean right = asked.said().equals(expected) && asked.took().compareTo(within) < 0;
        score.claim(
                whom + " on " + patient.host() + ": " + expected + " within " + within.toSeconds() + " s",
                right,
                asked.said() + " after " + asked.took().toMillis() + " ms");
    }

    private static void signal(String which, Patient patient) {
        Command.of("kill", which, Long.toString(patient.scene().client().pid())).check();
    }
}
