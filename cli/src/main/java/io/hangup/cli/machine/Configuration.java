package io.hangup.cli.machine;

import java.nio.file.Path;
import java.util.Optional;

/// The configuration files of one machine, with words for whoever opens them.
final class Configuration {
    private Configuration() {}

    static String controller(StateFolder state, int port, String kafka, Optional<Path> rules) {
        return """
                # The controller of this machine. Written by ./hangup up; once you have edited it, it is left alone.
                # Every key stands in docs/operating/controller.md.

                # Where the page and the API are. Only this machine reaches 127.0.0.1.
                listen: 127.0.0.1:%d

                kafka:
                  bootstrap: %s

                # What counts as stuck and what is done about it. Without a file, the shipped rules apply, and none of
                # those ends anything.
                %s

                # Signs what is asked of hosts; their agents trust the public half, in trusted-keys.pem.
                signingKey: %s

                # Tells which host a record is from: the hosts' own keys follow from it.
                fleetSecret: %s

                # Whose approvals are passed on: ./hangup kill ID --sign operator-key.pem
                operatorKeys: %s

                # Who knows it may end connections: ./hangup kill finds it here by itself.
                operatorTokenFile: %s
                """.formatted(
                        port,
                        kafka,
                        rules.map(file -> "rules: " + quoted(file)).orElse("#rules: /path/to/rules.yaml"),
                        quoted(state.file("signing-key.pem")),
                        quoted(state.file("fleet-secret.pem")),
                        quoted(state.file("operator-keys.pem")),
                        quoted(state.file("operator.token")));
    }

    static String agent(StateFolder state, String kafka) {
        return """
                # The agent of this machine. Written by ./hangup up; once you have edited it, it is left alone.
                # Every key stands in docs/operating/agent.md.

                kafka:
                  bootstrap: %s

                # What it was asked to do and did, so that nothing is done twice.
                stateDir: %s
                runDir: %s

                # Whose commands it carries out, and whose approval one can need.
                trustedKeys: %s
                operatorKeys: %s

                # Proves what it says. Another name than this machine's own needs another key; `up` makes it.
                hostKey: %s

                # The host has the last word: what may be done here, and to whom (docs/operating/policy.md). While the
                # file /etc/hangup/paused exists, nothing is ended.
                #policy: /etc/hangup/policy.yaml

                # For one machine in front of you; a fleet looks every 5s and publishes mere activity every 1m.
                scanEvery: 1s
                mergeEvery: 5s
                heartbeatEvery: 10s

                # How this machine is called and grouped in rules.
                #host: web-1
                #labels: {env: prod}
                """.formatted(
                        kafka,
                        quoted(state.file("agent")),
                        quoted(state.file("run")),
                        quoted(state.file("trusted-keys.pem")),
                        quoted(state.file("operator-keys.pem")),
                        quoted(state.file("host-key.pem")));
    }

    /// A path as a YAML string, whatever is in it.
    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
