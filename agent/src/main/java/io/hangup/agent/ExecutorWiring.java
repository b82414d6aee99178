package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.executor.Check;
import io.hangup.agent.executor.Journal;
import io.hangup.agent.executor.LocalExecutor;
import io.hangup.agent.executor.Restarter;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.journal.LedgerInUse;
import io.hangup.agent.journal.NoJournal;
import io.hangup.agent.journal.StampedJournal;
import io.hangup.agent.keepalive.WindowProbes;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.file.HostCounsel;
import io.hangup.agent.policy.file.People;
import io.hangup.agent.policy.file.PolicyBook;
import io.hangup.agent.probe.Probe;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The half of an agent that acts, in the order it is built.
final class ExecutorWiring implements AutoCloseable {
    private final Journal ledger;
    private final Probing probing;
    private final WindowProbes probes = new WindowProbes();
    private final LocalExecutor executor;

    /// @param folders where it keeps what it must remember
    /// @param sight by the same eyes as `probe`
    /// @param restarter what reaches a network or runs a program is not an executor's in a process of its own
    /// @throws LedgerInUse when another agent runs with the same state
    ExecutorWiring(
            AgentConfig config,
            Folders folders,
            Probe probe,
            Sight sight,
            Hand hand,
            Restarter restarter,
            SystemClock clock)
            throws LedgerInUse {
        var limits = new ArrayList<String>();
        String again = folders.wakes() ? Again.EXECUTOR : Again.AGENT;
        Check check = check(config, limits, again);
        hand.powerless().ifPresent(why -> limits.add(why + "; " + Remaining.of(Remaining.root())));
        probe.tooDimToAct().ifPresent(limits::add);
        ledger = journal(folders.state(), clock);
        Journal journal = StampedJournal.over(ledger, folders.run(), probe.bootId(), clock.now(), again);
        probing = Probing.of(
                config, folders.state(), probe.bootId(), ledger, folders.wakes() ? probes::told : WindowProbes::here);
        Counsel counsel = folders.wakes() ? counsel(config.policy(), folders.state()) : counsel(config.policy());
        // A file that is there now must not be taken for one that never was when it is asked for the first time.
        var _ = counsel.law();
        executor = new LocalExecutor(
                new Identity(config.host(), probe.bootId(), probe::facts, Map.of(), 1),
                probe.tooDimToAct(),
                check,
                Stream.concat(blindspots(limits), probing.blindspots().stream()).toList(),
                new LocalExecutor.Ports(sight, hand, counsel, journal, clock, probing.questions(), restarter));
    }

    /// @param state must survive a restart
    /// @param run must not be put back together with `state`
    /// @param wakes whether it ends and is woken again, so that what it has met must be noted in `state`
    record Folders(Path state, Path run, boolean wakes) {}

    LocalExecutor executor() {
        return executor;
    }

    /// Whether it asks peers.
    boolean asks() {
        return probing.questions().isPresent();
    }

    private static Check check(AgentConfig config, List<String> limits, String again) {
        Path file = config.trustedKeys();
        String why;
        if (Files.exists(file)) {
            try {
                return Check.by(Keyring.load(file, config.operatorKeys()));
            } catch (IOException e) {
                why = "the trusted keys can't be used, so every command is refused: " + e.getMessage();
            }
        } else {
            why = "no trusted keys, so every command is refused: put the controller's public key in " + file + " and "
                    + again;
        }
        limits.add(why);
        return Check.keyless(why);
    }

    private static Journal journal(Path folder, SystemClock clock) throws LedgerInUse {
        try {
            return FileJournal.open(folder, clock.now(), KernelUptime.of(clock));
        } catch (LedgerInUse e) {
            throw e;
        } catch (IOException e) {
            return new NoJournal(e.toString());
        }
    }

    /// @param most window probes without an answer that a connection of the host lives through
    void retries(int most) {
        probes.tell(most);
    }

    /// Answers that are not known to be safe in Kafka.
    List<Receipt> unsent() {
        return ledger.unsent();
    }

    static Counsel counsel(Path policy) {
        return counsel(PolicyBook.at(policy));
    }

    private static Counsel counsel(Path policy, Path state) {
        return counsel(PolicyBook.at(policy, new Marker(met(state))));
    }

    /// What the half that sees shows of the policy that the other goes by.
    ///
    /// @param state of that other
    static Counsel counselBeside(Path policy, Path state) {
        return counsel(PolicyBook.at(policy, new SeenBeside(met(state))));
    }

    private static Path met(Path state) {
        return state.resolve("policy.met");
    }

    private static Counsel counsel(PolicyBook book) {
        return new HostCounsel(book, new People(Path.of("/")), ZoneId.systemDefault());
    }

    private static Stream<Blindspot> blindspots(List<String> limits) {
        return limits.stream().map(why -> new Blindspot(Blindspot.Sense.SIGNALS, why));
    }

    /// The executor itself is closed by whoever hands things to it.
    @Override
    public void close() throws IOException {
        if (ledger instanceof FileJournal file) {
            file.close();
        }
    }
}
