package io.hangup.controller;

import io.hangup.controller.config.ControllerConfig;
import io.hangup.controller.config.Listen;
import io.hangup.controller.http.OperatorToken;
import io.hangup.controller.kafka.KafkaSide;
import io.hangup.controller.rule.Rule;
import io.hangup.controller.rule.RuleFile;
import io.hangup.controller.rule.RuleProblem;
import io.hangup.protocol.config.Loaded;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The controller as a process of its own: `--config FILE`.
///
/// It prints `ready http://HOST:PORT` when everything is rebuilt and it listens, and nothing else on its output;
/// the log goes to its error output. TERM and INT stop it cleanly.
///
/// | exit code | meaning |
/// |---|---|
/// | 143, 130 | stopped cleanly by TERM, by INT: what every JVM returns |
/// | 1 | it broke, or could not start: port taken; the log says why |
/// | 2 | wrong arguments, configuration, rules, key, token or topics; each problem is named |
/// | 3 | out of heap: what every JVM with `ExitOnOutOfMemoryError` returns |
/// | 4 | another controller of the same fleet took over: do not restart it |
public final class Main {
    private static final Logger LOG = System.getLogger(Main.class.getName());
    private static final int BROKEN = 1;
    private static final int REFUSED = 2;
    private static final int OUTRANKED = 4;
    private static final long STOP_SECONDS = 8;

    private Main() {}

    public static void main(String[] arguments) {
        try {
            run(parts(List.of(arguments)));
        } catch (Refused e) {
            System.err.println(e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static void run(ControllerWiring.Parts parts) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setWorkerPoolSize(4)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx), "controller-stop"));
        vertx.deployVerticle(new ControllerWiring(parts))
                .onFailure(cause -> notStarted(parts.config().listen(), cause));
    }

    private static void stop(Vertx vertx) {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "stopped without waiting for Kafka any longer");
        }
    }

    private static ControllerWiring.Parts parts(List<String> arguments) throws Refused {
        if (arguments.size() != 2 || !arguments.getFirst().equals("--config")) {
            throw new Refused("Usage: java io.hangup.controller.Main --config FILE");
        }
        ControllerConfig config = config(Path.of(arguments.get(1)));
        List<Rule> rules = rules(config.rules());
        LOG.log(Level.INFO, "configuration that applies:\n" + config.print());
        return new ControllerWiring.Parts(
                config,
                rules,
                keys(config),
                token(config.operatorTokenFile()),
                version(),
                hostName() + " pid " + ProcessHandle.current().pid(),
                InstantSource.system(),
                new ControllerWiring.Ends(port -> ready(config.listen(), port), Main::outranked, Main::broken));
    }

    private static void ready(Listen listen, int port) {
        System.out.println("ready http://" + new Listen(listen.address(), port));
    }

    private static void outranked(String why) {
        end(OUTRANKED, why);
    }

    private static void notStarted(Listen listen, Throwable cause) {
        if (cause instanceof BindException) {
            end(
                    BROKEN,
                    "can't listen on " + listen + ": " + cause.getMessage() + ". See what listens there with: ss -ltnp"
                            + " 'sport = :" + listen.port() + "'; end it, or set listen to an address of this machine"
                            + " and a port that is free.");
        } else {
            broken(cause);
        }
    }

    private static void broken(Throwable cause) {
        if (cause instanceof KafkaSide.TopicsRefused) {
            end(REFUSED, String.valueOf(cause.getMessage()));
        } else {
            LOG.log(Level.ERROR, "the controller broke", cause);
            end(BROKEN, "the controller broke: " + cause);
        }
    }

    /// At once: whoever is shut out must not stay to serve what it no longer knows, and closing would wait for Kafka.
    private static void end(int code, String why) {
        System.err.println(why);
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    private static ControllerConfig config(Path file) throws Refused {
        return switch (ControllerConfig.read(file)) {
            case Loaded.Good<ControllerConfig>(var config) -> config;
            case Loaded.Bad<ControllerConfig>(var problems) -> throw new Refused(String.join("\n", problems));
        };
    }

    private static List<Rule> rules(Optional<Path> file) throws Refused {
        if (file.isEmpty() || Files.notExists(file.get())) {
            LOG.log(
                    Level.INFO,
                    file.map(f -> f + " does not exist").orElse("no rules file is configured")
                            + ": the shipped rules apply");
            return ShippedRules.read();
        }
        try {
            return parsed(file.get().toString(), Files.readString(file.get()));
        } catch (IOException e) {
            throw new Refused(file.get() + ": can't be read: " + e.getMessage());
        }
    }

    private static List<Rule> parsed(String name, String yaml) throws Refused {
        return switch (RuleFile.parse(name, yaml)) {
            case RuleFile.Good(var rules) -> rules;
            case RuleFile.Bad(var problems) ->
                throw new Refused(String.join(
                        "\n", problems.stream().map(RuleProblem::show).toList()));
        };
    }

    private static ControllerWiring.Keys keys(ControllerConfig config) throws Refused {
        SigningKey signing = key("signingKey", config.signingKey(), SigningKey::load);
        FleetSecret secret = key("fleetSecret", config.fleetSecret(), FleetSecret::load);
        TrustedKeys operators = config.operatorKeys().isPresent()
                ? key("operatorKeys", config.operatorKeys().get(), TrustedKeys::load)
                : TrustedKeys.of();
        try {
            var _ = Keyring.of(TrustedKeys.of(signing.trusted()), operators);
        } catch (IllegalArgumentException e) {
            throw new Refused("operatorKeys: " + e.getMessage());
        }
        return new ControllerWiring.Keys(signing, secret, operators);
    }

    private static <T> T key(String setting, Path file, Loading<T> loading) throws Refused {
        try {
            return loading.load(file);
        } catch (IOException e) {
            throw new Refused(setting + ": " + e.getMessage());
        }
    }

    /// Reads a key file.
    @FunctionalInterface
    private interface Loading<T> {
        T load(Path file) throws IOException;
    }

    private static Optional<OperatorToken> token(Optional<Path> file) throws Refused {
        if (file.isEmpty()) {
            LOG.log(Level.INFO, "no operatorTokenFile is configured: commands by hand are refused");
            return Optional.empty();
        }
        try {
            return Optional.of(key("operatorTokenFile", file.get(), OperatorToken::load));
        } catch (IllegalArgumentException e) {
            throw new Refused("operatorTokenFile: " + file.get() + ": " + e.getMessage());
        }
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed host";
        }
    }

    /// It can't start as it is told to. The message says each reason.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
