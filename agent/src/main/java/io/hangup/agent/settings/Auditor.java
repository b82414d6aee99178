package io.hangup.agent.settings;

import io.hangup.agent.audit.Chronicle;
import io.hangup.agent.audit.Judgement;
import io.hangup.agent.audit.Texts;
import io.hangup.agent.census.HostView;
import io.hangup.agent.errand.Errands;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Adds the controls of this host to each look. It inspects on another thread: at start, when a server or one of the
/// files changed, and each so often; a look shows what was found last. One owner, not thread-safe.
public final class Auditor {
    /// Between two looks at whether a file changed.
    private static final Duration GLANCE = Duration.ofMinutes(1);

    /// File times and boot time are good to about a second.
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final int MOST_REMEMBERED = 256;

    private static final int LONGEST_TROUBLE = 300;

    private final Optional<Duration> every;
    private final Errands errands;
    private final Supplier<Instant> bootedAt;
    private final HostInspector inspector = new HostInspector();
    private final ControlsFile file;
    private final AtomicReference<@Nullable Result> result = new AtomicReference<>();
    private List<Server> servers = List.of();
    private Duration glanceAt = Duration.ZERO;
    private Duration inspectAt = Duration.ZERO;

    // Of the thread that inspects.
    private String print = "";

    /// @param memory also controls that could not be read this time
    private record Result(List<Control> controls, List<Control> memory, List<Blindspot> blindspots) {}

    /// @param every between two inspections when nothing changed; empty for none at all
    /// @param stateDir where what was found last is kept
    /// @param bootedAt on the clock of now; asked by the thread that attends
    public Auditor(Optional<Duration> every, Path stateDir, Supplier<Instant> bootedAt, Errands errands) {
        this.every = every;
        this.errands = errands;
        this.bootedAt = bootedAt;
        file = new ControlsFile(stateDir);
    }

    /// @param running how long the agent runs
    public HostView attend(HostView view, Instant now, Duration running) {
        if (every.isEmpty()) {
            return with(
                    view,
                    List.of(),
                    List.of(new Blindspot(Sense.SETTINGS, "settings are not read (settingsEvery: off)")));
        }
        List<Server> present = Server.of(view.listeners());
        boolean others = !stamps(present).equals(stamps(servers));
        servers = present;
        if (others || running.compareTo(glanceAt) >= 0) {
            boolean due = running.compareTo(inspectAt) >= 0;
            Instant booted = bootedAt.get();
            if (errands.offer(() -> inspect(present, now.truncatedTo(ChronoUnit.MILLIS), booted, due))) {
                glanceAt = running.plus(GLANCE);
                inspectAt = due ? running.plus(every.get()) : inspectAt;
            }
        }
        Result last = result.get();
        return last == null ? view : with(view, last.controls(), last.blindspots());
    }

    private static List<Object> stamps(List<Server> servers) {
        return servers.stream().<Object>map(s -> s.process().stamp()).toList();
    }

    private static HostView with(HostView view, List<Control> controls, List<Blindspot> more) {
        List<Blindspot> blindspots = new ArrayList<>(view.blindspots());
        blindspots.addAll(more);
        return new HostView(
                view.listeners(),
                view.connections(),
                view.outgoing(),
                view.orphans(),
                controls,
                view.load(),
                blindspots);
    }

    private void inspect(List<Server> present, Instant now, Instant booted, boolean due) {
        String printed = inspector.print(present);
        if (!due && printed.equals(print)) {
            return;
        }
        print = printed;
        Result last = result.get();
        List<Control> before = last == null ? file.read() : last.memory();
        Inspection found = inspector.inspect(present, booted);
        List<Judgement> judgements = found.judged.stream()
                .map(judged -> inForce(judged, before))
                .limit(HostSnapshot.MOST_OTHERS)
                .toList();
        List<Control> controls = Chronicle.update(before, judgements, now);
        List<Control> memory = Chronicle.remember(before, controls, MOST_REMEMBERED);
        result.set(new Result(controls, memory, blindspots(found)));
        if (!memory.equals(before)) {
            file.write(memory);
        }
    }

    private static Judgement inForce(Inspection.Judged judged, List<Control> before) {
        boolean read = !judged.writtenAt().minus(SLACK).isAfter(judged.readAt());
        return read || Chronicle.stillInForce(before, judged.judgement())
                ? judged.judgement()
                : judged.judgement()
                        .notInForce("the file was written at " + second(judged.writtenAt()) + ", the server read it at "
                                + second(judged.readAt()) + ".");
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<Blindspot> blindspots(Inspection found) {
        return found.troubles.stream()
                .distinct()
                .map(why -> new Blindspot(Sense.SETTINGS, Texts.printable(why, LONGEST_TROUBLE)))
                .toList();
    }
}
