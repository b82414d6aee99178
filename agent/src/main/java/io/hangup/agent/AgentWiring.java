package io.hangup.agent;

import io.hangup.agent.banner.Doorman;
import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.errand.Errands;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.journal.LedgerInUse;
import io.hangup.agent.journal.NoJournal;
import io.hangup.agent.journal.StampedJournal;
import io.hangup.agent.kafka.KafkaBus;
import io.hangup.agent.kafka.KafkaSettings;
import io.hangup.agent.loop.DutyCycle;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Journal;
import io.hangup.agent.loop.Rhythm;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.file.HostCounsel;
import io.hangup.agent.policy.file.People;
import io.hangup.agent.policy.file.PolicyBook;
import io.hangup.agent.probe.Probe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.agent.settings.Auditor;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The whole agent, in the order it is built. Nothing here decides anything.
final class AgentWiring implements AutoCloseable {
    private final Probe probe;
    private final Errands errands = new Errands();
    private final Journal ledger;
    private final KafkaBus bus;
    private final DutyCycle cycle;

    /// @param ready told once, when the first snapshot is safe in Kafka
    /// @param own the host's key
    /// @throws LedgerInUse when another agent runs with the same state
    AgentWiring(AgentConfig config, HostKey own, Runnable ready) throws LedgerInUse {
        var clock = SystemClock.start();
        var hand = new PidfdHand();
        var limits = new ArrayList<String>();
        Optional<Keyring> keys = keys(config, limits);
        String keyless = String.join("; ", limits);
        hand.powerless().ifPresent(limits::add);
        ledger = journal(config.stateDir(), clock);
        var settings =
                new KafkaSettings(config.kafka().bootstrap(), config.kafka().prefix(), "hangup-" + config.host());
        bus = new KafkaBus(settings, own, keys, keyless, clock.wall());
        probe = Probe.open(ProbeSettings.defaults(Version.TEXT), bus::wake);
        Journal journal = StampedJournal.over(ledger, config.runDir(), probe.bootId(), clock.now());
        var probing = Probing.of(config, probe.bootId(), ledger);
        var doorman = new Doorman(config.bannerEvery().period(), errands, RandomGenerator.getDefault());
        var auditor = new Auditor(
                config.settingsEvery().period(),
                config.stateDir(),
                probe.facts().bootedAt(),
                errands);
        probe.tooDimToAct().ifPresent(limits::add);
        cycle = new DutyCycle(
                new Identity(config.host(), probe.bootId(), probe.facts(), config.labels(), KernelUptime.hundredths()),
                new Rhythm(config.scanEvery(), config.mergeEvery(), config.repeatEvery(), config.heartbeatEvery()),
                probe.tooDimToAct(),
                Stream.concat(blindspots(limits), probing.blindspots().stream()).toList(),
                new DutyCycle.Ports(
                        new ProbeSight(probe, doorman, auditor, clock),
                        bus,
                        hand,
                        counsel(config.policy()),
                        journal,
                        clock,
                        probing.liveness()),
                ready);
    }

    DutyCycle cycle() {
        return cycle;
    }

    private static Optional<Keyring> keys(AgentConfig config, List<String> limits) {
        Path file = config.trustedKeys();
        if (!Files.exists(file)) {
            limits.add("no trusted keys, so every command is refused: put the controller's public key in " + file
                    + " and restart this agent");
            return Optional.empty();
        }
        try {
            return Optional.of(Keyring.load(file, config.operatorKeys()));
        } catch (IOException e) {
            limits.add("the trusted keys can't be used, so every command is refused: " + e.getMessage());
            return Optional.empty();
        }
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

    private static Counsel counsel(Path policy) {
        return new HostCounsel(PolicyBook.at(policy), new People(Path.of("/")), ZoneId.systemDefault());
    }

    private static Stream<Blindspot> blindspots(List<String> limits) {
        return limits.stream().map(why -> new Blindspot(Blindspot.Sense.SIGNALS, why));
    }

    @Override
    public void close() throws IOException {
        cycle.close();
        errands.close();
        probe.close();
        bus.close();
        if (ledger instanceof FileJournal file) {
            file.close();
        }
    }
}
