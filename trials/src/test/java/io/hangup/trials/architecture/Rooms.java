package io.hangup.trials.architecture;

import java.util.ArrayList;
import java.util.List;

/// Who may import whom: the table of the house style, as data. A package that is not listed here fails the build.
final class Rooms {
    private static final String PROTOCOL = "io.hangup.protocol.";
    private static final String AGENT = "io.hangup.agent.";
    private static final String CONTROLLER = "io.hangup.controller.";
    private static final List<String> EVERYONE =
            List.of("java..", "javax..", "jdk..", "com.sun.management..", "org.jspecify..");
    private static final List<String> VALUES = List.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.runtime",
            "java.time..",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "org.jspecify..");
    private static final List<String> RECORDS = List.of(
            PROTOCOL + "session",
            PROTOCOL + "snapshot",
            PROTOCOL + "finding",
            PROTOCOL + "command",
            PROTOCOL + "audit",
            PROTOCOL + "feed");
    private static final List<String> JACKSON = List.of("com.fasterxml.jackson..", "org.yaml.snakeyaml..");
    private static final List<String> DECIDING =
            List.of(CONTROLLER + "fleet", CONTROLLER + "rule", CONTROLLER + "govern", CONTROLLER + "feed");
    private static final List<String> STAGED = List.of(
            "io.hangup.trials.lab",
            "io.hangup.trials.stage",
            "io.hangup.trials.trial",
            "io.hangup.cli.api",
            "io.hangup.cli.exit");
    private static final List<String> WIRE = List.of(PROTOCOL + "wire", PROTOCOL + "config");

    private Rooms() {}

    /// One package and what it may import besides itself.
    ///
    /// @param pure whether it sees only values: no clock, no randomness, no logger, no input or output
    record Room(String name, boolean pure, List<String> imports) {}

    static final List<Room> ALL = List.of(
            pure(PROTOCOL + "session"),
            pure(PROTOCOL + "snapshot", List.of(PROTOCOL + "session")),
            // A fingerprint is a function of bytes.
            pure(PROTOCOL + "command", List.of(PROTOCOL + "session", "java.security", "java.nio.charset")),
            pure(PROTOCOL + "finding", List.of(PROTOCOL + "session", PROTOCOL + "command")),
            // The chain is made of hashes, functions of bytes.
            pure(
                    PROTOCOL + "audit",
                    List.of(PROTOCOL + "session", PROTOCOL + "command", PROTOCOL + "finding", "java.security")),
            pure(PROTOCOL + "feed", RECORDS),
            plain(PROTOCOL + "wire", RECORDS, JACKSON),
            plain(PROTOCOL + "ocsf", RECORDS, JACKSON, List.of(PROTOCOL + "wire")),
            plain(PROTOCOL + "config", JACKSON, List.of(PROTOCOL + "wire")),
            pure(AGENT + "census", RECORDS),
            plain(AGENT + "probe", RECORDS, List.of(AGENT + "census", "oshi..")),
            pure(AGENT + "policy", RECORDS, List.of(PROTOCOL + "config")),
            plain(AGENT + "ownership"),
            plain(AGENT + "policy.file", RECORDS, WIRE, List.of(AGENT + "ownership", AGENT + "policy")),
            pure(AGENT + "enforce", RECORDS, List.of(AGENT + "census", AGENT + "policy")),
            plain(AGENT + "signal", RECORDS, List.of(AGENT + "enforce")),
            pure(AGENT + "liveness", RECORDS, List.of(AGENT + "census")),
            plain(AGENT + "keepalive", RECORDS, List.of(AGENT + "liveness")),
            plain(AGENT + "loop", RECORDS, WIRE, List.of(AGENT + "census", AGENT + "liveness")),
            plain(
                    AGENT + "executor",
                    RECORDS,
                    WIRE,
                    List.of(AGENT + "census", AGENT + "enforce", AGENT + "liveness", AGENT + "loop", AGENT + "policy")),
            plain(
                    AGENT + "journal",
                    RECORDS,
                    WIRE,
                    List.of(AGENT + "executor", AGENT + "policy", "com.fasterxml.jackson..")),
            plain(AGENT + "handover", RECORDS, WIRE, List.of(AGENT + "liveness", AGENT + "loop")),
            plain(AGENT + "kafka", RECORDS, WIRE, List.of(AGENT + "loop", "org.apache.kafka..")),
            plain(AGENT + "errand"),
            plain(AGENT + "banner", RECORDS, List.of(AGENT + "census", AGENT + "errand")),
            pure(AGENT + "audit", RECORDS),
            plain(
                    AGENT + "settings",
                    RECORDS,
                    WIRE,
                    List.of(AGENT + "audit", AGENT + "census", AGENT + "errand", "com.fasterxml.jackson..")),
            plain(
                    AGENT + "restart",
                    RECORDS,
                    List.of(
                            AGENT + "audit",
                            AGENT + "banner",
                            AGENT + "census",
                            AGENT + "enforce",
                            AGENT + "errand",
                            AGENT + "executor",
                            AGENT + "ownership",
                            AGENT + "policy",
                            AGENT + "settings")),
            plain(AGENT + "config", RECORDS, WIRE),
            plain("io.hangup.agent", RECORDS, WIRE, List.of("io.hangup.agent..")),
            pure(CONTROLLER + "fleet", RECORDS),
            pure(
                    CONTROLLER + "rule",
                    RECORDS,
                    List.of(
                            CONTROLLER + "fleet",
                            PROTOCOL + "config",
                            "dev.cel..",
                            "com.google..",
                            "org.yaml.snakeyaml..",
                            // To parse the text of a rules file that is already in memory.
                            "java.io",
                            "java.nio.charset")),
            pure(
                    CONTROLLER + "govern",
                    RECORDS,
                    List.of(CONTROLLER + "rule", CONTROLLER + "fleet", PROTOCOL + "config")),
            pure(
                    CONTROLLER + "feed",
                    RECORDS,
                    List.of(CONTROLLER + "govern", CONTROLLER + "rule", CONTROLLER + "fleet")),
            plain(CONTROLLER + "loop", RECORDS, WIRE, DECIDING, List.of("io.vertx.core..")),
            plain(
                    CONTROLLER + "kafka",
                    RECORDS,
                    WIRE,
                    List.of(
                            CONTROLLER + "loop",
                            CONTROLLER + "govern",
                            PROTOCOL + "ocsf",
                            "io.vertx.core..",
                            "io.vertx.kafka..",
                            "org.apache.kafka..")),
            plain(
                    CONTROLLER + "http",
                    RECORDS,
                    WIRE,
                    List.of(
                            CONTROLLER + "loop",
                            CONTROLLER + "feed",
                            "io.vertx.core..",
                            "io.vertx.ext.web..",
                            "io.micrometer..")),
            plain(CONTROLLER + "config", RECORDS, WIRE, List.of(CONTROLLER + "govern")),
            plain(
                    "io.hangup.controller",
                    RECORDS,
                    WIRE,
                    List.of("io.hangup.controller..", "io.vertx..", "io.micrometer..")),
            plain("io.hangup.broker", List.of("kafka..", "org.apache.kafka..", "org.slf4j..", "scala..")),
            pure("io.hangup.cli.text", RECORDS),
            plain("io.hangup.cli.exit"),
            plain("io.hangup.cli.view", RECORDS, WIRE, List.of("io.hangup.cli.text", "com.fasterxml.jackson..")),
            plain("io.hangup.cli.api", RECORDS, WIRE, List.of("io.hangup.cli.exit", "com.fasterxml.jackson..")),
            plain("io.hangup.cli.machine", RECORDS, WIRE, List.of("io.hangup.cli.exit", "com.fasterxml.jackson..")),
            plain(
                    "io.hangup.cli",
                    RECORDS,
                    WIRE,
                    List.of("io.hangup.cli..", PROTOCOL + "ocsf", "picocli..", "com.fasterxml.jackson..")),
            plain("io.hangup.trials.trial"),
            plain("io.hangup.trials.lab"),
            plain(
                    "io.hangup.trials.stage",
                    RECORDS,
                    WIRE,
                    List.of(
                            "io.hangup.trials.lab",
                            "io.hangup.agent",
                            "io.hangup.broker",
                            "io.hangup.controller",
                            "io.hangup.cli.api",
                            "io.hangup.cli.exit",
                            "org.apache.kafka..")),
            plain("io.hangup.trials.demo", RECORDS, WIRE, STAGED, List.of("com.fasterxml.jackson..")),
            plain("io.hangup.trials.halves", RECORDS, STAGED),
            plain("io.hangup.trials.restart", RECORDS, STAGED, List.of("io.hangup.trials.halves")),
            plain("io.hangup.trials.probe", RECORDS, STAGED),
            plain("io.hangup.trials.kinds", RECORDS, WIRE, STAGED, List.of("org.apache.kafka..")),
            plain(
                    "io.hangup.trials.crash",
                    RECORDS,
                    WIRE,
                    List.of("io.hangup.agent..", "io.hangup.trials.lab", "io.hangup.trials.trial")),
            plain("io.hangup.trials.guarantee", RECORDS, WIRE, STAGED, List.of("org.apache.kafka..")),
            plain("io.hangup.trials.reaction", RECORDS, WIRE, STAGED, List.of("org.apache.kafka..")),
            plain("io.hangup.trials.reuse", RECORDS, WIRE, List.of("io.hangup.agent..", "io.hangup.trials.trial")),
            plain("io.hangup.trials.bench", RECORDS, WIRE, List.of("io.hangup..", "org.apache.kafka..")),
            plain("io.hangup.trials", WIRE, List.of("io.hangup.trials..", "picocli..", "com.fasterxml.jackson..")));

    @SafeVarargs
    private static Room pure(String name, List<String>... imports) {
        List<String> all = new ArrayList<>(VALUES);
        for (List<String> some : imports) {
            all.addAll(some);
        }
        return new Room(name, true, all);
    }

    @SafeVarargs
    private static Room plain(String name, List<String>... imports) {
        List<String> all = new ArrayList<>(EVERYONE);
        for (List<String> some : imports) {
            all.addAll(some);
        }
        return new Room(name, false, all);
    }
}
