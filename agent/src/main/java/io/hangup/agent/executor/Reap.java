package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.agent.census.Remnant;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Reaping;
import io.hangup.agent.enforce.Signal;
import io.hangup.agent.enforce.Standing;
import io.hangup.agent.loop.Sight;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt.Step;
import io.hangup.protocol.session.HostProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a login left behind, on its way out: each process is held from before the first signal on.
///
/// Moves: [#begin] asks them all to end; [#advance] waits for that, ends those who did not listen and what they
/// started meanwhile, and gives up when that did not help either.
final class Reap implements AutoCloseable {
    private final CommandTarget.OneOrphan target;
    private final Reaping.Ruling.Go ruling;
    private final Hand hand;
    private final List<Grip> grips = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private Duration deadline = Duration.ZERO;
    private boolean killed;
    private @Nullable Duration goneAt;

    /// @param named held already; from now on this lets it go
    Reap(CommandTarget.OneOrphan target, Reaping.Ruling.Go ruling, Hand hand, Grip named) {
        this.target = target;
        this.ruling = ruling;
        this.hand = hand;
        grips.add(named);
    }

    /// How it ended, and what of the login still runs.
    record End(Outcome outcome, List<HostProcess> leftBehind) {}

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /// Those that are held.
    List<HostProcess> held() {
        return grips.stream().map(Grip::process).toList();
    }

    /// Takes hold of all that would end, and reads each again behind its hold. Who has ended meanwhile is left out.
    ///
    /// @return why it must not go on, if so
    Optional<String> hold(HostView view, Standing standing) {
        Grip named = grips.getFirst();
        Optional<String> changed = ruling.ending().stream()
                .limit(1)
                .flatMap(one -> Reaping.changed(one, named.held(), named.bond(), view, standing).stream())
                .findFirst();
        return changed.or(() -> ruling.ending().stream()
                .skip(1)
                .flatMap(one -> hold(one, view, standing).stream())
                .findFirst());
    }

    private Optional<String> hold(Remnant one, HostView view, Standing standing) {
        if (!(hand.grip(one.pid()) instanceof Gripped.Held(Grip grip))) {
            return Optional.empty();
        }
        Optional<String> changed = Reaping.changed(one, grip.held(), grip.bond(), view, standing);
        if (changed.isEmpty()) {
            grips.add(grip);
        } else {
            grip.close();
        }
        return changed;
    }

    /// Asks them all to end. Ends at once where the kernel lets this agent signal none.
    Optional<End> begin(Instant now, Duration running) {
        return send(Signal.TERM, now, running).map(why -> new End(new Outcome.Refused(why), List.of()));
    }

    /// Looks where it stands.
    ///
    /// @param halt why nothing more may be done
    Optional<End> advance(
            HostView view,
            Sight sight,
            Standing standing,
            Instant now,
            Duration running,
            Supplier<Optional<String>> halt) {
        List<HostProcess> staying = staying();
        if (staying.isEmpty()) {
            return settled(sight, running);
        }
        goneAt = null;
        if (running.compareTo(deadline) < 0) {
            return Optional.empty();
        }
        Remains remains = sight.remains(target.auditSession());
        Optional<String> stop = killed
                ? Optional.of(stubborn(staying))
                : halt.get()
                        .or(() -> Reaping.living(target.auditSession(), view, remains))
                        .or(() -> kill(view, remains, standing, now, running));
        return stop.map(why -> new End(new Outcome.StillThere(why), remains.running()));
    }

    private List<HostProcess> staying() {
        return grips.stream().filter(grip -> !grip.exited()).map(Grip::process).toList();
    }

    /// What they started since is no older and belongs to them: it is held as well.
    private Optional<String> kill(HostView view, Remains remains, Standing standing, Instant now, Duration running) {
        killed = true;
        var may = Reaping.kinds(standing.law(), ruling.kept());
        for (HostProcess above : staying()) {
            remains.of(above.pid()).filter(one -> one.what().stamp().equals(above.stamp())).stream()
                    .flatMap(one -> Reaping.ending(one, remains, may).stream())
                    .filter(one -> !isHeld(one) && grips.size() < Reaping.MOST)
                    .forEach(one -> hold(one, view, standing)
                            .ifPresent(why -> steps.add(
                                    new Step("left " + one.what().command() + " " + one.pid() + ": " + why, now))));
        }
        return send(Signal.KILL, now, running);
    }

    private boolean isHeld(Remnant one) {
        return grips.stream()
                .anyMatch(grip -> grip.process().stamp().equals(one.what().stamp()));
    }

    /// @return why nobody could be signalled, if so
    private Optional<String> send(Signal signal, Instant now, Duration running) {
        deadline = running.plus(Undertaking.PATIENCE);
        int sent = 0;
        Optional<String> failed = Optional.empty();
        for (Grip grip : grips) {
            Optional<String> why = grip.exited() ? Optional.empty() : grip.send(signal);
            if (why.isPresent() && !grip.exited()) {
                failed = failed.or(() -> why);
            } else if (why.isEmpty() && sent++ < Undertaking.LISTED) {
                steps.add(new Step(
                        signal + " to " + grip.process().command() + " "
                                + grip.process().pid(),
                        now));
            }
        }
        if (sent > Undertaking.LISTED) {
            steps.add(new Step(signal + " to " + (sent - Undertaking.LISTED) + " more below it", now));
        }
        return sent == 0 ? failed : Optional.empty();
    }

    /// What hung on those that ended has a moment to end by itself.
    private Optional<End> settled(Sight sight, Duration running) {
        if (goneAt == null) {
            goneAt = running;
        }
        List<HostProcess> left = sight.remains(target.auditSession()).running();
        boolean over = left.isEmpty() || running.minus(goneAt).compareTo(Undertaking.SETTLING) >= 0;
        return over ? Optional.of(new End(new Outcome.Reaped(grips.size()), left)) : Optional.empty();
    }

    private String stubborn(List<HostProcess> staying) {
        HostProcess first = staying.getFirst();
        return "process " + first.pid() + " (" + first.command() + ", "
                + first.state().name().toLowerCase(Locale.ROOT) + ") is still there after " + steps.size() + " signals";
    }

    @Override
    public void close() {
        grips.forEach(Grip::close);
        grips.clear();
    }
}
