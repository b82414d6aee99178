package io.hangup.trials.kinds;

import io.hangup.protocol.feed.SessionRow;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Login;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.util.List;

/// The one wrong kill, by hand, to see that the trial would see it: nobody is left to close PAM's session.
record KilledMonitor(Stage stage, Score score, Host host) {
    void run() {
        var place = new Place(stage.lab(), stage.lab().node("w-" + host.name()), host, host, host);
        place.prompt(Login.of("bob", host));
        List<SessionRow> rows = Listed.of(stage, host, place.desk().address4(), 1);
        Records records = Records.of(host, rows).orElseThrow();
        Seat seat = place.seat();
        int child = seat.child();
        seat.signal("KILL", seat.monitor());
        seat.signal("KILL", child);
        List<String> faults = records.faults();
        score.claim(
                "a monitor on " + host + " that somebody else kills leaves traces, and this trial sees them",
                faults.contains("PAM's session is open"),
                String.join(", ", faults));
    }
}
