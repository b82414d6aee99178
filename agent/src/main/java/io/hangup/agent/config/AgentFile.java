package io.hangup.agent.config;

import io.hangup.protocol.config.Every;
import io.hangup.protocol.session.HostId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What an administrator wrote in `agent.yaml`. Nothing but Kafka's address has to be said.
record AgentFile(
        Optional<HostId> host,
        KafkaFile kafka,
        Optional<Path> stateDir,
        Optional<Path> runDir,
        Optional<Path> trustedKeys,
        Optional<Path> operatorKeys,
        Optional<Path> hostKey,
        Optional<ExecutorFile> executor,
        Optional<Path> policy,
        Optional<Map<String, String>> labels,
        Optional<Duration> scanEvery,
        Optional<Duration> mergeEvery,
        Optional<Duration> repeatEvery,
        Optional<Duration> heartbeatEvery,
        Optional<Every> bannerEvery,
        Optional<Every> settingsEvery,
        Optional<AgentConfig.Probing> probe,
        Optional<Duration> probeAfter,
        Optional<Duration> probeAgain) {
    /// @param bootstrap as Kafka's `bootstrap.servers`
    /// @param prefix of the topics' names
    record KafkaFile(String bootstrap, Optional<String> prefix) {}

    record ExecutorFile(Path socket, Optional<Path> stateDir, Optional<Path> runDir, Optional<Path> restartDir) {}
}
