package io.hangup.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [Main] as the launcher runs it: a JVM of its own, with the options that [Main] asks for.
record BrokerProcess(Process process, BufferedReader output) implements AutoCloseable {
    static BrokerProcess launch(Path data, String listen) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@jvm.options");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--data", data.toString(), "--listen", listen));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("errors").toFile()))
                .start();
        return new BrokerProcess(process, process.inputReader());
    }

    /// The next line it prints; null when it has ended.
    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// `kill -15`, and the exit code; what it printed can still be read.
    int terminate() throws InterruptedException {
        process.toHandle().destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
