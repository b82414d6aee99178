package io.hangup.trials.kinds;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.Terminal;
import io.hangup.trials.lab.Host;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Sessions of one connection are closed one by one, and the others go on.
record SharedChannels(Stage stage, Score score, Host host) {
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    void run() {
        var place = new Place(stage.lab(), stage.lab().node("m-" + host.name()), host, host, host);
        Tunnels.Shared shared = Tunnels.shared(place);
        List<SessionRow> rows = Listed.of(stage, host, place.desk().address4(), 3);
        SessionRow prompt = first(rows, terminal -> terminal instanceof Terminal.Pty);
        SessionRow command = first(rows, terminal -> terminal instanceof Terminal.NoPty);
        Wish whole = Wish.of(CommandRequest.drop(prompt.id(), "not all of them"), stage.api());
        score.claim(
                "one session of three on " + host + " is not dropped with the others",
                whole.receipt().isEmpty() && whole.otherwise().contains("shared connection"),
                whole.told());
        close("a prompt", prompt, 2, shared);
        close("a command beside a prompt", command, 1, shared);
        score.claim(
                "the command's client on " + host + " has ended",
                shared.command().awaitExit(TO_ANSWER),
                "");
    }

    private void close(String what, SessionRow row, int others, Tunnels.Shared shared) {
        Wish wish = Wish.of(CommandRequest.close(row.id(), "the trial closes it"), stage.api());
        score.claim(
                what + " on " + host + " is closed alone",
                wish.outcome().equals(Optional.of(new Outcome.ChannelClosed(others))),
                wish.told() + ", " + wish.steps());
        long answer = shared.prompts().stream()
                .filter(prompt -> prompt.alive() && prompt.answers(TO_ANSWER))
                .count();
        score.claim(
                "the other channels on " + host + " answer after that",
                answer == 1 && shared.master().alive(),
                answer + " of 2 prompts");
    }

    private static SessionRow first(List<SessionRow> rows, Predicate<Terminal> at) {
        return rows.stream().filter(row -> at.test(row.terminal())).findFirst().orElseThrow();
    }
}
