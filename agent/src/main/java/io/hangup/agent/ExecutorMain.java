package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.handover.Gate;
import io.hangup.agent.handover.Service;
import io.hangup.agent.journal.LedgerInUse;
import io.hangup.agent.probe.Probe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.agent.restart.Posted;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.agent.signal.Rights;
import io.hangup.protocol.config.Loaded;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// `hangup-executor --config FILE`: the half of an agent that acts, in a process of its own. It serves one agent on a
/// local socket, which systemd hands it on its standard input or which it makes itself.
///
/// Ends with 0 when it is told to or was not needed for a while, 1 when another one uses the same state or what can't
/// happen did, 2 when it can't be started as asked.
public final class ExecutorMain {
    private final Printer printer = new Printer();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile Runnable wake = () -> {};

    private ExecutorMain() {}

    public static void main(String[] arguments) throws IOException {
        int status = new ExecutorMain().start(arguments);
        Runtime.getRuntime().halt(status);
    }

    private int start(String[] arguments) throws IOException {
        Optional<ExecutorOptions> options = ExecutorOptions.of(arguments);
        if (options.isEmpty()) {
            return refuse(List.of(ExecutorOptions.USAGE));
        }
        return switch (AgentConfig.load(options.get().config(), HostName.read())) {
            case Loaded.Bad<AgentConfig>(List<String> problems) -> refuse(problems);
            case Loaded.Good<AgentConfig>(AgentConfig config) ->
                config.executor().isEmpty()
                        ? refuse(List.of(options.get().config()
                                + ": executor is not set, so the agent acts itself; set executor.socket"))
                        : run(config, config.executor().get(), options.get());
        };
    }

    private int refuse(List<String> problems) {
        printer.complain(problems);
        return 2;
    }

    private int run(AgentConfig config, AgentConfig.Executor own, ExecutorOptions options) throws IOException {
        stopOnSignal(Thread.currentThread());
        var clock = SystemClock.start();
        var folders = new ExecutorWiring.Folders(own.stateDir(), own.runDir(), true);
        Inherited inherited = Inherited.ofThisProcess();
        var hand = new PidfdHand(inherited.severing(), Rights.OF_EXECUTOR);
        var restarter = new Posted(own.runDir(), own.restartDir());
        try (Probe probe = Probe.open(ProbeSettings.defaults(Version.TEXT), () -> {}, inherited.diag());
                var acting =
                        new ExecutorWiring(config, folders, probe, new ExecutorSight(probe), hand, restarter, clock);
                var executor = acting.executor();
                var service = new Service(
                        door(options),
                        gate(options),
                        new Service.Ports(executor, acting::unsent, executor::faults, acting::retries, clock),
                        options.idleAfter())) {
            wake = service::wake;
            printer.say("serving " + config.host());
            var heap = new Heap();
            while (!stopping.get() && !service.over()) {
                service.turn();
                heap.tidy();
            }
            return 0;
        } catch (LedgerInUse e) {
            printer.complain(List.of(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private static ServerSocketChannel door(ExecutorOptions options) throws IOException {
        if (options.socket().isEmpty()) {
            if (System.inheritedChannel() instanceof ServerSocketChannel given) {
                return given;
            }
            throw new IOException("standard input is no listening socket; start the socket's unit, or name --socket");
        }
        Path path = options.socket().get();
        // The ledger's lock says that no other executor listens there.
        Files.deleteIfExists(path);
        var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        return door;
    }

    private static Gate gate(ExecutorOptions options) throws IOException {
        UserPrincipalLookupService users = Path.of("/").getFileSystem().getUserPrincipalLookupService();
        List<UserPrincipal> admitted = new ArrayList<>();
        admitted.add(users.lookupPrincipalByName("root"));
        admitted.add(Files.getOwner(Path.of("/proc/self")));
        if (options.peer().isPresent()) {
            admitted.add(users.lookupPrincipalByName(options.peer().get()));
        }
        return new Gate(admitted);
    }

    /// A signal lets the turn under way end, and waits until everything is closed.
    private void stopOnSignal(Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.set(true);
            wake.run();
            try {
                main.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
