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
import io.hangup.protocol.session.Orphan.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a login left behind, on its way out: each process is held from before the first signal on.
///
/// Moves: [#begin] asks them all to end; [#advance] waits for that, ends those who did not listen and what they
/// started meanwhile, and gives up when that did not help either.
final class Reap implements AutoCloseable {
    private final CommandTarget.OneOrphan target;
    private final Reaping.Ruling.Go ruling;
    private final Hand hand;
    private final Word word;
    private final List<Grip> grips = new ArrayList<>();
    private final Map<HostProcess, String> spared = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Duration deadline = Duration.ZERO;
    private boolean killed;
    private @Nullable Duration goneAt;

    /// What the policy says while it goes on: it is read anew.
    interface Word {
        /// Why nothing more may be done.
        Optional<String> halt();

        /// Why this one may not be ended.
        ///
        /// @param kept what keeps the process that is named
        Optional<String> against(Kept kept, Remnant one);
    }

    /// @param named held already; from now on this lets it go
    Reap(CommandTarget.OneOrphan target, Reaping.Ruling.Go ruling, Hand hand, Grip named, Word word) {
        this.word = word;
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
        return switch (hand.grip(one.pid())) {
            case Gripped.Missed(String why, boolean ended) -> ended ? Optional.empty() : Optional.of(why);
            case Gripped.Held(Grip grip) -> add(one, grip, view, standing);
        };
    }

    private Optional<String> add(Remnant one, Grip grip, HostView view, Standing standing) {
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
    Optional<End> advance(HostView view, Sight sight, Standing standing, Instant now, Duration running) {
        List<HostProcess> staying = staying();
        if (staying.isEmpty()) {
            return settled(sight, now, running);
        }
        goneAt = null;
        if (running.compareTo(deadline) < 0) {
            return Optional.empty();
        }
        Remains remains = sight.remains(target.auditSession());
        Optional<String> stop = killed
                ? Optional.of(stubborn(staying))
                : word.halt()
                        .or(() -> Reaping.living(target.auditSession(), view, remains))
                        .or(() -> kill(view, remains, standing, now, running));
        return stop.map(why ->
                new End(new Outcome.StillThere(why), remains.unseen().isPresent() ? staying : remains.running()));
    }

    private List<HostProcess> staying() {
        return grips.stream().filter(grip -> !grip.exited()).map(Grip::process).toList();
    }

    /// All is judged anew, by the policy as it is now. What they started since is no older and belongs to them: it is
    /// held as well.
    private Optional<String> kill(HostView view, Remains remains, Standing standing, Instant now, Duration running) {
        killed = true;
        Set<Kept> may = Reaping.kinds(standing.law(), ruling.kept());
        for (HostProcess one : staying()) {
            Optional<String> why = Reaping.spared(one, may, standing, remains).or(() -> against(remains, one.pid()));
            if (why.isPresent() && one.equals(grips.getFirst().process())) {
                return why;
            }
            why.ifPresent(w -> spare(one, w, now));
        }
        for (HostProcess above : staying()) {
            if (!spared.containsKey(above)) {
                holdBelow(above, may, view, remains, standing, now);
            }
        }
        List<HostProcess> last = staying();
        return !last.isEmpty() && spared.keySet().containsAll(last)
                ? spared.values().stream().findFirst()
                : send(Signal.KILL, now, running);
    }

    private void holdBelow(
            HostProcess above, Set<Kept> may, HostView view, Remains remains, Standing standing, Instant now) {
        remains.of(above.pid()).stream()
                .flatMap(one -> Reaping.ending(one, remains, may).stream())
                .filter(one -> !isHeld(one) && grips.size() < Reaping.MOST)
                .forEach(one -> Reaping.spared(one.what(), may, standing, remains)
                        .or(() -> against(remains, one.pid()))
                        .or(() -> hold(one, view, standing))
                        .ifPresent(why -> spare(one.what(), why, now)));
    }

    private Optional<String> against(Remains remains, int pid) {
        return remains.of(pid).flatMap(one -> word.against(ruling.kept(), one));
    }

    private void spare(HostProcess one, String why, Instant now) {
        if (spared.put(one, why) == null) {
            steps.add(new Step("left " + one.command() + " " + one.pid() + ": " + why, now));
        }
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
            if (spared.containsKey(grip.process())) {
                continue;
            }
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
    private Optional<End> settled(Sight sight, Instant now, Duration running) {
        if (goneAt == null) {
            goneAt = running;
        }
        Remains remains = sight.remains(target.auditSession());
        List<HostProcess> left = remains.running();
        boolean nothing = left.isEmpty() && remains.unseen().isEmpty();
        if (!nothing && running.minus(goneAt).compareTo(Undertaking.SETTLING) < 0) {
            return Optional.empty();
        }
        remains.unseen()
                .ifPresent(why -> steps.add(new Step("what else of its login runs could not be seen: " + why, now)));
        return Optional.of(new End(new Outcome.Reaped(grips.size()), left));
    }

    private String stubborn(List<HostProcess> staying) {
        HostProcess first = staying.getFirst();
        return spared.containsKey(first)
                ? spared.get(first)
                : "process " + first.pid() + " (" + first.command() + ", "
                        + first.state().name().toLowerCase(Locale.ROOT) + ") is still there after " + steps.size()
                        + " signals";
    }

    @Override
    public void close() {
        grips.forEach(Grip::close);
        grips.clear();
    }
}
