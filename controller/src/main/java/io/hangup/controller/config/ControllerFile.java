package io.hangup.controller.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `controller.yaml` as somebody wrote it. What may be left out is empty; [ControllerConfig] says what applies then.
///
/// @param rules file of rules; without one the shipped rules apply
/// @param signingKey file of the key that commands are signed with
/// @param fleetSecret file of the secret of which the hosts' keys follow
/// @param operatorKeys file of the operators' public keys; without one no command can be approved
/// @param operatorTokenFile holds the token that lets operators act; without one nobody may
record ControllerFile(
        Optional<Listen> listen,
        Optional<List<String>> allowedHosts,
        Kafka kafka,
        Optional<String> rules,
        String signingKey,
        String fleetSecret,
        Optional<String> operatorKeys,
        Optional<String> operatorTokenFile,
        Optional<Duration> silentAfter,
        Optional<Budget> budget,
        Optional<Duration> findingsKept) {

    /// Old names and what they are called now.
    static final Map<String, String> RENAMED = Map.of();

    record Kafka(String bootstrap, Optional<String> prefix) {}

    record Budget(Optional<Rate> perHost, Optional<Rate> fleet) {}
}
