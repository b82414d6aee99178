package io.hangup.cli.machine;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What one machine is to run, and bringing that up.
///
/// @param home the checkout with the built parts
/// @param state where keys, configuration, logs and data are kept
/// @param port of the page and the API; Kafka takes the next one
/// @param rules empty for the shipped ones
/// @param withAgent whether this machine itself is watched
public record Setup(Path home, Path state, int port, Optional<Path> rules, boolean withAgent) {
    private static final int HIGHEST = 65_534;

    /// What is up.
    ///
    /// @param url of the page and the API
    /// @param kept configuration files that somebody has edited and that do not say what was asked for now
    public record Up(Machine machine, String url, Path logs, List<Path> kept) {}

    /// Starts the parts and hands the machine to `ending` before the first of them, so that whatever interrupts
    /// this can end what was started.
    public Up start(InstantSource time, Consumer<String> say, Consumer<Machine> ending)
            throws Failure, InterruptedException {
        check();
        StateFolder folder = StateFolder.open(state.toAbsolutePath());
        Ports.refuseTaken(port, "the page and the API");
        Ports.refuseTaken(port + 1, "Kafka");
        folder.provideSecrets();
        String kafka = "127.0.0.1:" + (port + 1);
        List<Path> kept = List.of("controller.yaml", "agent.yaml").stream()
                .map(folder::file)
                .toList();
        boolean controllerAsAsked =
                folder.provide("controller.yaml", Configuration.controller(folder, port, kafka, absolute()));
        boolean agentAsAsked = folder.provide("agent.yaml", Configuration.agent(folder, kafka));
        folder.provideHostKey();
        var machine = new Machine(home, folder.logs(), time, say);
        ending.accept(machine);
        machine.start(Part.broker(folder.data(), kafka));
        String url = machine.start(Part.controller(folder.file("controller.yaml")));
        folder.announce(url);
        if (withAgent) {
            machine.start(Part.agent(folder.file("agent.yaml")));
        }
        return new Up(
                machine,
                url,
                folder.logs(),
                kept.stream()
                        .filter(file -> file.endsWith("agent.yaml") ? !agentAsAsked : !controllerAsAsked)
                        .toList());
    }

    private Optional<Path> absolute() {
        return rules.map(Path::toAbsolutePath);
    }

    private void check() throws Failure {
        if (port < 1 || port > HIGHEST) {
            throw new Failure(Exit.USAGE, "--port is 1 to " + HIGHEST + ": Kafka takes the next one");
        }
        if (rules.isPresent() && !Files.isReadable(rules.get())) {
            throw new Failure(Exit.USAGE, "cannot read the rules file " + rules.get());
        }
        if (!Files.isDirectory(home.resolve("broker").resolve("target"))) {
            throw new Failure(Exit.ERROR, "the parts are not built here: run this as ./hangup up from the checkout");
        }
    }
}
