package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Since when each control is as it is, and what it was before.
public final class Chronicle {
    private Chronicle() {}

    /// Controls of now, in the order of the judgements. A control is the same as long as its name, place, value and
    /// effect are.
    public static List<Control> update(List<Control> before, List<Judgement> now, Instant at) {
        List<Control> controls = new ArrayList<>();
        for (Judgement judgement : now) {
            Optional<Control> last = find(before, judgement);
            boolean same = last.filter(c -> c.value().equals(judgement.value()) && c.effect() == judgement.effect())
                    .isPresent();
            controls.add(new Control(
                    judgement.name(),
                    judgement.where(),
                    Texts.printable(judgement.value(), Control.LONGEST),
                    judgement.effect(),
                    Texts.printable(judgement.meaning(), Control.LONGEST),
                    same ? last.get().since() : at,
                    same ? last.get().before() : last.map(Control::value),
                    same ? last.get().was() : last.map(Control::effect)));
        }
        return List.copyOf(controls);
    }

    /// The controls of now, and after them those that were not found this time: what can't be read is not gone.
    public static List<Control> remember(List<Control> before, List<Control> now, int most) {
        return Stream.concat(
                        now.stream(),
                        before.stream()
                                .filter(old ->
                                        find(now, old.name(), old.where()).isEmpty()))
                .limit(most)
                .toList();
    }

    private static Optional<Control> find(List<Control> controls, Judgement judgement) {
        return find(controls, judgement.name(), judgement.where());
    }

    private static Optional<Control> find(List<Control> controls, String name, String where) {
        return controls.stream()
                .filter(c -> c.name().equals(name) && c.where().equals(where))
                .findFirst();
    }

    /// Whether the value is known to be in force although its file was written since: it was in force before, so
    /// writing the file did not change it, or it is what was in force before a change that never was.
    public static boolean stillInForce(List<Control> controls, Judgement judgement) {
        return find(controls, judgement)
                .filter(c -> c.inForce()
                        ? c.value().equals(judgement.value())
                        : c.before().filter(judgement.value()::equals).isPresent())
                .isPresent();
    }
}
