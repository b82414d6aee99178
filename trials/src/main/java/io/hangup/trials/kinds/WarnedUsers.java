package io.hangup.trials.kinds;

import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.Optional;

/// Users who are warned before their session ends: one is silent, one presses a key, one has stopped his terminal.
record WarnedUsers(Stage stage, Score score, Host host) {
    private static final String SHOWN = "*** Hangup: this session will be ended in ";
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    /// The kernel notes the first of two reads within 8 s only (`tty_update_time`).
    private static final Duration READS_APART = Duration.ofSeconds(9);

    /// @param desk from where, so that the address tells whose session it is
    private record User(Node desk, Running client) {}

    void run() {
        User silent = login("s-");
        User there = login("t-");
        User stopped = login("p-");
        Patience.within(READS_APART, () -> false);
        stopped.client().send("\u0013");
        Thread.ofVirtual().start(() -> {
            if (there.client().said().awaits(SHOWN, 0, TO_ANSWER)) {
                there.client().send("\n");
            }
        });
        Wish ended = drop(silent, 4);
        score.claim(
                "a user on " + host + " who is warned and silent is told why, and his session ends",
                ended.gone() && silent.client().said().text().contains(SHOWN),
                ended.told() + ", " + ended.steps());
        Wish unheard = drop(stopped, 2);
        score.claim(
                "a terminal on " + host + " that is stopped is reported as not warned",
                unheard.gone() && unheard.steps().contains("could not be warned"),
                unheard.told() + ", " + unheard.steps());
        Wish spared = drop(there, 30);
        score.claim(
                "a user on " + host + " who is warned and presses a key is spared",
                spared.told().contains("someone is there") && there.client().answers(TO_ANSWER),
                spared.told());
    }

    private User login(String desk) {
        Node node = stage.lab().node(desk + host.name());
        return new User(node, new Place(stage.lab(), node, host, host, host).prompt(Login.of("bob", host)));
    }

    private Wish drop(User user, int seconds) {
        SessionRow row = Listed.of(stage, host, user.desk().address4(), 1).getFirst();
        return Wish.of(
                CommandRequest.drop(row.connection(), "the trial warns first")
                        .after(Optional.of(Duration.ofSeconds(seconds))),
                stage.api());
    }
}
