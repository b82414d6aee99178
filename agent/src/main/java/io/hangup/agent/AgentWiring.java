package io.hangup.agent;

import io.hangup.agent.banner.Doorman;
import io.hangup.agent.census.HostView;
import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.errand.Errands;
import io.hangup.agent.executor.Restarter;
import io.hangup.agent.executor.ShownHalt;
import io.hangup.agent.handover.RemoteExecutor;
import io.hangup.agent.journal.LedgerInUse;
import io.hangup.agent.kafka.KafkaBus;
import io.hangup.agent.kafka.KafkaSettings;
import io.hangup.agent.keepalive.WindowProbes;
import io.hangup.agent.liveness.Liveness;
import io.hangup.agent.liveness.ProbePolicy;
import io.hangup.agent.loop.DutyCycle;
import io.hangup.agent.loop.Executor;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Rhythm;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.probe.Probe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.agent.restart.InPlace;
import io.hangup.agent.settings.Auditor;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.HostKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The whole agent, in the order it is built. Nothing here decides anything.
final class AgentWiring implements AutoCloseable {
    private final Probe probe;
    private final Errands errands = new Errands();
    private final Acting acting;
    private final KafkaBus bus;
    private final DutyCycle cycle;

    /// Who acts for this agent.
    ///
    /// @param inside what is to be closed with it; empty when the executor is a process of its own
    /// @param blindspots what is not done, by the settings
    private record Acting(
            Executor executor, Optional<ExecutorWiring> inside, boolean asks, List<Blindspot> blindspots) {}

    /// @param ready told once, when the first snapshot is safe in Kafka
    /// @param own the host's key
    /// @throws LedgerInUse when another agent runs with the same state
    AgentWiring(AgentConfig config, HostKey own, Runnable ready) throws LedgerInUse {
        var clock = SystemClock.start();
        var settings =
                new KafkaSettings(config.kafka().bootstrap(), config.kafka().prefix(), "hangup-" + config.host());
        bus = new KafkaBus(settings, own, clock.wall());
        probe = Probe.open(
                ProbeSettings.defaults(Version.TEXT).lookingEvery(config.scanEvery()),
                bus::wake,
                Inherited.ofThisProcess().diag());
        var doorman = new Doorman(config.bannerEvery().period(), errands, RandomGenerator.getDefault());
        var auditor = new Auditor(
                config.settingsEvery().period(),
                config.stateDir(),
                () -> probe.facts().bootedAt(),
                errands);
        var sight = new ProbeSight(probe, doorman, auditor, clock);
        acting = config.executor().isPresent()
                ? beside(config, config.executor().get(), clock)
                : inside(config, sight, clock);
        cycle = new DutyCycle(
                new Identity(config.host(), probe.bootId(), probe::facts, config.labels(), KernelUptime.hundredths()),
                new Rhythm(config.scanEvery(), config.mergeEvery(), config.repeatEvery(), config.heartbeatEvery()),
                acting.blindspots(),
                new DutyCycle.Ports(sight, bus, acting.executor(), clock, liveness(config)),
                ready);
    }

    DutyCycle cycle() {
        return cycle;
    }

    private Acting inside(AgentConfig config, Sight sight, SystemClock clock) throws LedgerInUse {
        var folders = new ExecutorWiring.Folders(config.stateDir(), config.runDir(), false);
        var wiring = new ExecutorWiring(config, folders, probe, sight, new PidfdHand(), restarter(clock), clock);
        return new Acting(wiring.executor(), Optional.of(wiring), wiring.asks(), List.of());
    }

    private static Restarter restarter(SystemClock clock) {
        return Remaining.root()
                ? new InPlace(Path.of("/"), () -> look(clock))
                : Restarter.none("restarting the SSH server needs root, and this agent is not: run it as root, or with"
                        + " its executor as a unit of its own (docs/operating/executor.md)");
    }

    /// By eyes of its own: those of the cycle are of one thread.
    private static HostView look(SystemClock clock) {
        try (Probe probe = Probe.open(ProbeSettings.defaults(Version.TEXT), () -> {})) {
            return probe.look(clock.now());
        }
    }

    private Acting beside(AgentConfig config, AgentConfig.Executor executor, SystemClock clock) {
        Counsel counsel = ExecutorWiring.counselBeside(config.policy(), executor.stateDir());
        Optional<Blindspot> off = Probing.off(config).map(Probing::blindspot);
        return new Acting(
                RemoteExecutor.at(executor.socket(), WindowProbes::here, new ShownHalt(counsel::law, clock), bus::wake),
                Optional.empty(),
                off.isEmpty(),
                off.stream().toList());
    }

    private Optional<Liveness> liveness(AgentConfig config) {
        return acting.asks()
                ? Optional.of(
                        new Liveness(ProbePolicy.of(config.probeAfter(), config.probeAgain()), acting.executor()::ask))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        cycle.close();
        errands.close();
        probe.close();
        bus.close();
        if (acting.inside().isPresent()) {
            acting.inside().get().close();
        }
    }
}
