package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.executor.Journal;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.keepalive.KernelSockets;
import io.hangup.agent.keepalive.Powers;
import io.hangup.agent.keepalive.TouchFile;
import io.hangup.agent.liveness.Questions;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.snapshot.Blindspot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Whether this agent asks peers, or why not. What an earlier agent left changed is set back in any case.
record Probing(Optional<Questions> questions, List<Blindspot> blindspots) {
    private static final Logger LOG = System.getLogger(Probing.class.getName());

    /// @param retries how many window probes without an answer end a connection of the host
    static Probing of(AgentConfig config, Path folder, BootId boot, Journal journal, IntSupplier retries) {
        var sockets = new KernelSockets(retries);
        var file = new TouchFile(folder, boot);
        // The ledger's lock says that no other agent is at it.
        Optional<String> unfit = journal instanceof FileJournal
                ? file.recover(sockets, line -> LOG.log(Level.INFO, line))
                : Optional.of("there is no place to write down what is changed (stateDir)");
        return off(config)
                .or(Powers::missing)
                .or(() -> unfit)
                .map(why -> new Probing(Optional.empty(), List.of(blindspot(why))))
                .orElseGet(() -> new Probing(Optional.of(questions(sockets, file)), List.of()));
    }

    static Blindspot blindspot(String why) {
        return new Blindspot(Blindspot.Sense.PROBE, "peers are not asked: " + why);
    }

    static Optional<String> off(AgentConfig config) {
        return switch (config.probe()) {
            case ON -> Optional.empty();
            case OFF -> Optional.of("turned off on this host (probe: off in its agent.yaml)");
        };
    }

    private static Questions questions(KernelSockets sockets, TouchFile file) {
        return new Questions(sockets, file, line -> LOG.log(Level.ERROR, line));
    }
}
