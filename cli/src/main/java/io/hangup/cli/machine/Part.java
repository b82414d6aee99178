package io.hangup.cli.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One of the three programs, and how it is started.
///
/// @param flags the JVM's, as the program's own `Main` names them
record Part(String name, List<String> flags, List<String> arguments) {
    /// Starts quickly and stays small; the last two silence warnings about native libraries.
    private static final List<String> SERVER = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms16m",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /// Measured: 60 to 80 MB of resident memory instead of 300.
    private static final List<String> AGENT = List.of(
            "-XX:+UseSerialGC",
            "-Xms6m",
            "-Xmn3m",
            "-Xmx32m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:CICompilerCount=1",
            "-XX:ReservedCodeCacheSize=12m",
            "-XX:-UsePerfData",
            "-XX:MaxDirectMemorySize=16m",
            "-XX:ActiveProcessorCount=2",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    static Part broker(Path data, String listen) {
        return new Part("broker", with(SERVER, "-Xmx192m"), List.of("--data", data.toString(), "--listen", listen));
    }

    static Part controller(Path config) {
        return new Part("controller", with(SERVER, "-Xmx512m"), List.of("--config", config.toString()));
    }

    static Part agent(Path config) {
        return new Part("agent", AGENT, List.of("--config", config.toString()));
    }

    /// The command that runs it from the checkout `home`.
    ///
    /// `setsid` keeps Ctrl-C from reaching it before its turn, `setpriv` lets it die with this process even when
    /// this one is killed: the kernel then sends TERM (`PR_SET_PDEATHSIG`, prctl(2)).
    List<String> command(Path home) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path target = home.resolve(name).resolve("target");
        List<String> command = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "TERM", java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(target), "io.hangup." + name + ".Main"));
        command.addAll(arguments);
        return command;
    }

    private String classPath(Path target) {
        Path jar = target.resolve("hangup-" + name + "-" + Release.VERSION + ".jar");
        return jar + ":" + target.resolve("lib").resolve("*");
    }

    private static List<String> with(List<String> flags, String more) {
        return Stream.concat(flags.stream(), Stream.of(more)).toList();
    }
}
