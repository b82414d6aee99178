package io.hangup.controller.loop;

import io.hangup.controller.feed.Feed;
import io.hangup.controller.feed.Found;
import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.govern.Effect;
import io.hangup.controller.govern.Governor;
import io.hangup.controller.govern.Input;
import io.hangup.controller.govern.Ledger;
import io.hangup.controller.govern.Step;
import io.hangup.controller.rule.Judge;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.session.HostId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One turn of the loop: folds a batch over the ledger. It changes nothing outside; what came out is taken
/// over only once it is written.
final class Turn {
    private static final Logger LOG = System.getLogger(Turn.class.getName());

    private final Fleet fleet;
    private final Judge judge;
    private final Governor governor;
    private final Instant now;
    private Ledger ledger;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();

    Turn(Fleet fleet, Judge judge, Governor governor, Ledger ledger, Instant now) {
        this.fleet = fleet;
        this.judge = judge;
        this.governor = governor;
        this.ledger = ledger;
        this.now = now;
    }

    /// Receipts go first: they free what a host or a budget waits for.
    void run(Inbox.Batch batch) {
        batch.notes().forEach(note -> effects.add(new Effect.Audit(note)));
        batch.missed().forEach(host -> fold(new Input.Missed(host, now)));
        batch.gone().stream()
                .filter(host -> fleet.host(host, now).isEmpty())
                .forEach(host -> fold(new Input.Gone(host, now)));
        batch.answers().forEach(this::answered);
        batch.hosts().forEach(this::look);
        batch.asks().forEach(this::ask);
        if (batch.tick()) {
            fold(new Input.Tick(now));
        }
    }

    Ledger ledger() {
        return ledger;
    }

    List<Effect> effects() {
        return effects;
    }

    List<Settled> settled() {
        return settled;
    }

    private void look(HostId id) {
        fleet.host(id, now).ifPresent(this::look);
    }

    /// What an agent says meets the rules here, and what they say is acted on. Should that ever break, this host is in
    /// doubt and no other.
    private void look(HostState host) {
        try {
            fold(Input.look(judge, host, fleet.figures(), now));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "it could not be decided about " + host.host(), e);
            fold(new Input.InDoubt(host.host(), "it could not be decided: see the controller's log", now));
        }
    }

    private void answered(Inbox.Reply answer) {
        try {
            fold(new Input.Answered(answer.receipt(), answer.first(), now));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the answer to " + answer.receipt().command() + " is left out", e);
        }
    }

    private void ask(Ask ask) {
        if (ask.late(now)) {
            String why = "it could not be decided in time; nothing was sent";
            effects.add(new Effect.Audit(ask.refused("not now", why)));
            settled.add(new Settled(ask, new Answer.NotNow(why)));
            return;
        }
        try {
            settled.add(new Settled(ask, answer(ask)));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "it could not be decided what " + ask.who() + " asked for", e);
            String why = "it could not be decided: see the controller's log; nothing was sent";
            effects.add(new Effect.Audit(ask.refused("not now", why)));
            settled.add(new Settled(ask, new Answer.NotNow(why)));
        }
    }

    /// What a wish comes to. To see it without its coming true, throw this turn away.
    Answer answer(Ask ask) {
        String target = ask.request().target();
        Optional<Found> found = new Feed(fleet, ledger, now).find(target);
        if (found.isEmpty()) {
            effects.add(new Effect.Audit(ask.refused("no such target", "nothing is known by this id")));
            return new Answer.NoSuchTarget(target);
        }
        return answer(fold(new Input.Asked(
                found.get().host(),
                ask.request().wanted(),
                found.get().target(),
                ask.request().reason(),
                ask.who(),
                ask.request().warning(),
                ask.approved(),
                now)));
    }

    private static Answer answer(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send(var command, var _) -> {
                    return new Answer.Accepted(new CommandView(command, Optional.empty()));
                }
                case Effect.Refuse(var refusal, var why) -> {
                    return refusal == Effect.Refusal.BUDGET_SPENT
                            ? new Answer.Spent(why)
                            : new Answer.Refused(refusal.words(), why);
                }
                case Effect.Publish _, Effect.Forget _, Effect.Audit _ -> {}
            }
        }
        throw new IllegalStateException("the governor neither sends nor refuses what an operator asked for");
    }

    private List<Effect> fold(Input input) {
        Step step = governor.decide(ledger, input);
        ledger = step.next();
        effects.addAll(step.effects());
        return step.effects();
    }

    /// A wish and its answer, to be told once the turn is written.
    record Settled(Ask ask, Answer answer) {}
}
