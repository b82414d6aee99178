package io.hangup.trials.acceptance;

import io.hangup.controller.Main;
import io.hangup.protocol.wire.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A controller as a process of its own, with one rule in shadow that finds what [OneHost] publishes.
record RunningController(Process process, String url) implements AutoCloseable {
    private static final String RULES = """
            rules:
              - id: path-cut
                summary: data is in flight and the peer does not answer
                on: connection
                where: fleet
                when: connection.tcp.retransmits >= 8 && connection.tcp.unacked > 0
                do: drop
            """;

    /// Returns when it is ready.
    static RunningController start(String bootstrap, String prefix, Path folder) throws IOException {
        SigningKey.generate().save(folder.resolve("controller.key"));
        OneHost.SECRET.save(folder.resolve("fleet.secret"));
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path config = Files.writeString(folder.resolve("controller.yaml"), """
                listen: 127.0.0.1:0
                kafka: {bootstrap: "%s", prefix: %s}
                signingKey: controller.key
                fleetSecret: fleet.secret
                rules: rules.yaml
                """.formatted(bootstrap, prefix));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@../controller/jvm.options");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--config", config.toString()));
        Path log = folder.resolve("controller.log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String line = process.inputReader().readLine();
        if (line == null || !line.startsWith("ready ")) {
            throw new IllegalStateException("the controller did not start: " + Files.readString(log));
        }
        return new RunningController(process, line.substring("ready ".length()));
    }

    /// It neither answers nor breaks a connection.
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
