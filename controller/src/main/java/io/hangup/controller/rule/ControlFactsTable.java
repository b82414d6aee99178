package io.hangup.controller.rule;

import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Control;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Whether a host's own settings end sessions.
final class ControlFactsTable {
    static final List<Fact> FACTS = List.of(
            fact(
                    "host.weakControls",
                    Fact.Kind.INT,
                    "settings that ought to end sessions or bound logins and do nothing here",
                    controls -> count(controls.stream()
                            .filter(control -> control.effect() == Control.Effect.NONE)
                            .count())),
            fact(
                    "host.driftedControls",
                    Fact.Kind.INT,
                    "settings of that kind that do less than before they were changed",
                    controls -> count(
                            controls.stream().filter(ControlFactsTable::drifted).count())),
            fact(
                    "host.notInForce",
                    Fact.Kind.INT,
                    "settings of that kind that were written after the server had read its files",
                    controls -> count(controls.stream()
                            .filter(control -> !control.inForce())
                            .count())),
            new Fact(
                    "host.driftedAgo",
                    Fact.Kind.DURATION,
                    Scope.HOST,
                    List.of(),
                    "since the latest of these changes was seen; none when none does less",
                    s -> seen(s, controls -> latest(s, controls))));

    private ControlFactsTable() {}

    private static Fact fact(String name, Fact.Kind kind, String doc, Function<List<Control>, Seen> look) {
        return new Fact(name, kind, Scope.HOST, List.of(), doc, s -> seen(s, look));
    }

    private static Seen seen(Sight sight, Function<List<Control>, Seen> look) {
        List<Control> controls = sight.host().controls();
        return controls.isEmpty() || sight.blind(Blindspot.Sense.SETTINGS)
                ? new Seen.Unseen("the agent has not read the settings in force on this host")
                : look.apply(controls);
    }

    /// What is written and not in force is told apart.
    private static boolean drifted(Control control) {
        return control.drifted() && control.inForce();
    }

    private static Seen latest(Sight sight, List<Control> controls) {
        return controls.stream()
                .filter(ControlFactsTable::drifted)
                .map(Control::since)
                .max(Instant::compareTo)
                .map(sight::since)
                .orElseGet(() -> new Seen.Absent("no setting does less than before"));
    }

    private static Seen count(long count) {
        return new Seen.Value(count);
    }
}
