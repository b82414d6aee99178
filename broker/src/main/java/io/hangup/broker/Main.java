package io.hangup.broker;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The broker as a process of its own: `--data DIR --listen HOST:PORT`, and if need be
/// `--advertise HOST` and `--set NAME=VALUE` for each Kafka setting to replace.
///
/// It prints `ready HOST:PORT` when it serves, and nothing else on its output; the log goes to its error output.
/// TERM and INT stop it cleanly.
///
/// | exit code | meaning |
/// |---|---|
/// | 143, 130 | stopped cleanly by TERM, by INT: what every JVM returns |
/// | 1 | Kafka gave up while it ran (disk full or gone): its log says why |
/// | 2 | wrong arguments |
/// | 3 | out of heap: what `-XX:+ExitOnOutOfMemoryError` returns |
/// | 4 | did not start: port taken, folder not usable; one sentence on the error output says what to do |
public final class Main {
    private static final String USAGE =
            "Usage: java io.hangup.broker.Main --data DIR --listen HOST:PORT [--advertise HOST] [--set NAME=VALUE]...";
    private static final int WRONG_ARGUMENTS = 2;
    private static final int REFUSED = 4;

    private Main() {}

    public static void main(String[] arguments) {
        BrokerConfig config;
        try {
            config = parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            Printer.complain(e.getMessage());
            Printer.complain(USAGE);
            System.exit(WRONG_ARGUMENTS);
            return;
        }
        try {
            Broker broker = Broker.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            Printer.say("ready " + broker.address());
            broker.awaitClosed();
        } catch (BrokerRefused e) {
            Printer.complain(e.getMessage());
            System.exit(REFUSED);
        }
    }

    static BrokerConfig parse(List<String> arguments) {
        @Nullable String data = null;
        @Nullable String listen = null;
        @Nullable String advertise = null;
        var settings = new TreeMap<String, String>();
        var rest = new ArrayDeque<String>(arguments);
        while (!rest.isEmpty()) {
            String name = rest.remove();
            @Nullable String value = rest.poll();
            if (value == null) {
                throw new IllegalArgumentException("'" + name + "' lacks its value");
            }
            switch (name) {
                case "--data" -> data = value;
                case "--listen" -> listen = value;
                case "--advertise" -> advertise = value;
                case "--set" -> set(settings, value);
                default -> throw new IllegalArgumentException("'" + name + "' is not an argument of the broker");
            }
        }
        if (data == null || listen == null) {
            throw new IllegalArgumentException("--data and --listen are both needed");
        }
        Endpoint endpoint = Endpoint.parse(listen);
        return new BrokerConfig(Path.of(data), endpoint, advertise == null ? endpoint.host() : advertise, settings);
    }

    private static void set(Map<String, String> settings, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + setting + "' is not NAME=VALUE");
        }
        settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
}
