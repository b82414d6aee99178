package io.hangup.trials.guarantee;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.Opened;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// With all keys of the control plane and the bus in an attacker's hand, a host does what its own policy and budget
/// allow, and nothing else.
public final class GuaranteeTrial implements Trial {
    private static final int TIMES = 5;
    private static final int OTHERS = 4;
    private static final int BY_THE_BUS = 2_000;

    @Override
    public String name() {
        return "guarantee";
    }

    @Override
    public String shows() {
        return "all keys and the bus in an attacker's hand: nothing beyond a host's own policy and budget happens";
    }

    @Override
    public String usually() {
        return "1 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        score.step("raising two hosts with people on them, broker and controller");
        try (Site site = Site.raise();
                Attacker attacker = site.attacker()) {
            try {
                site.keepDisk(Site.OPEN);
                flipEveryBit(site, attacker, score);
                mutate(site, attacker, options, score);
                askForTheRest(site, attacker, score);
                List<Forged> sent = endEverybody(site, attacker, score);
                replay(site, attacker, sent, score);
                goBack(site, attacker, sent, score);
                for (String host : List.of(Site.OPEN, Site.PAUSED)) {
                    score.claim("a new login works on " + host, site.admits(host), "");
                }
            } catch (Exception e) {
                score.detail(site.stage().said());
                throw e;
            }
        }
    }

    /// A command that would be carried out as it stands, with one bit changed.
    private static void flipEveryBit(Site site, Attacker attacker, Score score) {
        Forged valid = attacker.forge(
                Site.OPEN, Action.DROP, site.of(Site.OPEN, "carol").getFirst());
        List<Forged> flipped = valid.flipped().toList();
        flipped.forEach(attacker::send);
        settle(site, attacker, Site.OPEN);
        List<Receipt> accepted = site.receipts().stream()
                .filter(receipt -> !(receipt.outcome() instanceof Outcome.Probed))
                .filter(receipt -> !receipt.steps().isEmpty())
                .toList();
        score.figure("bits flipped", flipped.size());
        score.claim(
                "of " + flipped.size() + " commands with one bit flipped none is accepted",
                accepted.isEmpty(),
                accepted.toString());
        score.claim("and the session answers", site.answering(Site.OPEN, "carol") == 1, "");
    }

    /// Commands that would be carried out as they stand, changed at random: all are shown to the check that hosts use,
    /// the first of them to a host itself.
    private static void mutate(Site site, Attacker attacker, Options options, Score score) {
        score.step(options.mutations() + " changed commands: --mutations=" + options.mutations() + " --seed="
                + options.seed());
        List<Parts> signed = new ArrayList<>();
        for (String user : List.of("bob", "carol")) {
            for (CommandTarget target : site.of(Site.OPEN, user)) {
                for (Action action : List.of(Action.DROP, Action.PROBE, Action.KEEP)) {
                    signed.add(attacker.forge(Site.OPEN, action, target).parts());
                }
            }
        }
        Keyring keys = attacker.trusting();
        score.claim(
                "as they stand, all " + signed.size() + " would be accepted",
                signed.stream().allMatch(one -> keys.open(one.envelope()) instanceof Opened.Ordered),
                "");
        score.claim(
                "with the two tiers' keys in each other's place none is",
                signed.stream()
                        .map(one -> attacker.swapped(one.value()))
                        .noneMatch(one -> keys.open(one.envelope()) instanceof Opened.Ordered),
                "");
        var mutants = new Mutants(signed, options.seed());
        long begin = System.nanoTime();
        Mutants.Tally tally = mutants.check(options.mutations(), keys);
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        score.figure("mutations", options.mutations());
        score.figure("mutations, s", seconds);
        score.claim(
                "of " + options.mutations() + " changed commands none is accepted",
                tally.accepted().isEmpty(),
                tally.made() + ", " + tally.refusedUnread() + " of them refused unread, in " + seconds
                        + " s; accepted: " + tally.accepted());
        IntStream.range(0, Math.min(options.mutations(), BY_THE_BUS))
                .forEach(i ->
                        attacker.sendTo(Site.OPEN, mutants.mutant(i).parts().envelope()));
        settle(site, attacker, Site.OPEN);
        score.claim(
                "nor by a host that is sent the first " + Math.min(options.mutations(), BY_THE_BUS),
                site.receipts().stream().allMatch(receipt -> receipt.outcome() instanceof Outcome.Probed),
                "");
    }

    /// @return what was sent to the host that is open
    private static List<Forged> endEverybody(Site site, Attacker attacker, Score score) {
        List<Forged> sent = new ArrayList<>();
        List<Forged> paused = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            for (String user : List.of("alice", "bob", "carol")) {
                site.of(Site.OPEN, user).forEach(target -> sent.add(attacker.forge(Site.OPEN, Action.DROP, target)));
            }
            site.of(Site.PAUSED, "bob").forEach(target -> paused.add(attacker.forge(Site.PAUSED, Action.DROP, target)));
        }
        sent.forEach(attacker::send);
        paused.forEach(attacker::send);
        settle(site, attacker, Site.OPEN);
        settle(site, attacker, Site.PAUSED);
        long alice = site.answering(Site.OPEN, "alice");
        long others = others(site);
        score.claim("whom the policy protects is spared", alice == 2, alice + " of 2 sessions of alice answer");
        score.claim(
                "no more than the budget's " + Site.BUDGET + " are ended",
                others == OTHERS - Site.BUDGET,
                others + " of " + OTHERS + " others answer");
        List<String> answers = paused.stream()
                .flatMap(one -> site.receipt(one.id()).stream())
                .map(receipt -> receipt.outcome().toString())
                .distinct()
                .toList();
        score.claim(
                "nobody is ended on a paused host, because it is paused",
                site.answering(Site.PAUSED, "bob") == 1
                        && answers.size() == 1
                        && answers.getFirst().contains("is paused"),
                answers.toString());
        return sent;
    }

    /// What the policy does not allow at all, and processes that are never ended.
    private static void askForTheRest(Site site, Attacker attacker, Score score) {
        CommandTarget.OneConnection alice = site.of(Site.OPEN, "alice").getFirst();
        List<Forged> sent = new ArrayList<>();
        for (Action action : List.of(Action.RESTART_SSHD, Action.REAP, Action.CLOSE, Action.WARN, Action.UNKNOWN)) {
            sent.add(attacker.forge(Site.OPEN, action, alice));
        }
        sent.add(attacker.forge(Site.OPEN, Action.RESTART_SSHD, site.server(Site.OPEN)));
        sent.add(attacker.forge(Site.PAUSED, Action.RESTART_SSHD, site.server(Site.PAUSED)));
        String innocent = site.shell(Site.OPEN, "bob");
        for (String pid : List.of("1", site.listener(Site.OPEN), site.agent(Site.OPEN), innocent)) {
            sent.add(attacker.forge(Site.OPEN, Action.REAP, site.orphan(Site.OPEN, pid)));
        }
        for (String pid : List.of("1", site.listener(Site.OPEN))) {
            ProcessStamp process = site.process(Site.OPEN, pid);
            sent.add(attacker.forge(
                    Site.OPEN,
                    Action.DROP,
                    new CommandTarget.OneConnection(alice.cookie(), alice.local(), alice.peer(), process, 0)));
        }
        sent.forEach(attacker::send);
        settle(site, attacker, Site.OPEN);
        settle(site, attacker, Site.PAUSED);
        for (Forged one : sent) {
            Optional<Receipt> receipt = site.receipt(one.id());
            score.claim(
                    "not carried out: " + one.what(),
                    receipt.filter(r -> !(r.outcome() instanceof Outcome.Refused)
                                    || !r.steps().isEmpty())
                            .isEmpty(),
                    receipt.map(r -> r.outcome().toString()).orElse("set aside"));
        }
    }

    /// What was carried out is written to the bus again: for the same host, for another, after a restart.
    private static void replay(Site site, Attacker attacker, List<Forged> sent, Score score) {
        List<Forged> done = done(site, sent);
        score.claim("some were carried out, to be replayed", done.size() == Site.BUDGET, done.size() + "");
        done.forEach(attacker::send);
        done.forEach(one -> attacker.sendTo(Site.PAUSED, one));
        settle(site, attacker, Site.OPEN);
        settle(site, attacker, Site.PAUSED);
        site.stage().kill(Stage.agent(Site.OPEN));
        site.stage().startAgent(Site.OPEN);
        done.forEach(attacker::send);
        settle(site, attacker, Site.OPEN);
        spared(site, done, "replayed on the same host, on another and after a restart", score);
    }

    /// The host's disk is put back to before anything was spent.
    private static void goBack(Site site, Attacker attacker, List<Forged> sent, Score score) {
        List<Forged> done = done(site, sent);
        site.putDiskBack(Site.OPEN);
        done.forEach(attacker::send);
        for (String user : List.of("bob", "carol")) {
            site.of(Site.OPEN, user).forEach(target -> attacker.send(attacker.forge(Site.OPEN, Action.DROP, target)));
        }
        settle(site, attacker, Site.OPEN);
        spared(site, done, "sent after the host's disk was put back", score);
    }

    private static void spared(Site site, List<Forged> done, String when, Score score) {
        List<Receipt> all = site.receipts();
        boolean once = done.stream()
                .allMatch(one -> all.stream()
                                .filter(receipt -> receipt.command().equals(one.id()))
                                .filter(receipt -> receipt.host().value().equals(Site.OPEN))
                                .filter(receipt -> !receipt.steps().isEmpty())
                                .map(Receipt::steps)
                                .distinct()
                                .count()
                        == 1);
        long others = others(site);
        score.claim("nothing is done twice, " + when, once, "");
        score.claim("and nobody more is ended", others == OTHERS - Site.BUDGET, others + " others answer");
    }

    private static List<Forged> done(Site site, List<Forged> sent) {
        List<Receipt> all = site.receipts();
        return sent.stream()
                .filter(one -> all.stream()
                        .anyMatch(receipt -> receipt.command().equals(one.id())
                                && !receipt.steps().isEmpty()))
                .toList();
    }

    private static long others(Site site) {
        return site.answering(Site.OPEN, "bob") + site.answering(Site.OPEN, "carol");
    }

    /// Returns when a host has seen all that was sent to it: commands for one host keep their order.
    private static void settle(Site site, Attacker attacker, String host) {
        String user = host.equals(Site.OPEN) ? "alice" : "bob";
        Forged last = attacker.forge(host, Action.PROBE, site.of(host, user).getFirst());
        attacker.send(last);
        attacker.flush();
        site.awaitAnswer(last.id());
    }
}
