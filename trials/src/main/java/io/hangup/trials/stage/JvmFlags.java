package io.hangup.trials.stage;

import java.util.List;
import java.util.stream.Stream;

/// How each part's JVM is started on a stage: small and quick.
final class JvmFlags {
    private static final List<String> ALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    static final List<String> BROKER = with("-Xmx192m");
    static final List<String> CONTROLLER =
            with("-Xmx192m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    static final List<String> AGENT = with(
            "-Xms6m", "-Xmx32m", "-Xss256k", "--enable-native-access=ALL-UNNAMED", "-XX:ReservedCodeCacheSize=12m");

    private JvmFlags() {}

    private static List<String> with(String... more) {
        return Stream.concat(ALL.stream(), Stream.of(more)).toList();
    }
}
