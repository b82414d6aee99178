package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
@Timeout(120)
class MainTest {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void aKeyIsThere() throws IOException {
        SigningKey.generate().save(folder.resolve("controller.key"));
        Site.SECRET.save(folder.resolve("fleet.secret"));
    }

    @AfterEach
    void noProcessIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void saysWhenItIsReadyAndStopsOnTerm(Kafka kafka) throws Exception {
        Process controller = start(config(kafka, kafka.fresh("main"), ""));

        String ready = firstLine(controller);
        controller.destroy();

        assertThat(ready).matches("ready http://127\\.0\\.0\\.1:\\d+");
        assertThat(exitCode(controller)).isEqualTo(143);
    }

    @Test
    void endsWithThreeAndOneSentenceWhenAnotherTookOver(Kafka kafka) throws Exception {
        Path config = config(kafka, kafka.fresh("main"), "");
        Process first = start(config);
        firstLine(first);

        Process second = start(config);
        firstLine(second);

        assertThat(exitCode(first)).isEqualTo(4);
        assertThat(errors(first)).contains("another controller took over");
        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void killedBetweenCommandAndReceiptItFindsTheSameAgainAndRepeatsNothing(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("main");
        Files.writeString(folder.resolve("rules.yaml"), Rules.PATH_CUT);
        Path config = config(kafka, prefix, "rules: rules.yaml\n");
        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Process first = start(config);
            firstLine(first);
            Instant now = Instant.now();
            wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
            await().until(() -> wires.commands().size() == 1);
            first.destroyForcibly().waitFor();

            Process second = start(config);
            String ready = firstLine(second);
            wires.publish(Samples.snapshot("web-1", 2, Instant.now(), Samples.stuck(1, "alice", now)));
            wires.publish(Samples.snapshot("web-2", 1, Instant.now()));
            String api = ready.substring("ready ".length()) + "/api/v1/";
            await().until(() -> Site.read(api + "hosts").get("rows").size() == 2);

            assertThat(Site.read(api + "stuck").at("/rows/0/progress/kind").asText())
                    .isEqualTo("commanded");
            assertThat(wires.commands()).hasSize(1);
        }
    }

    @Test
    void continuesOneAuditThroughKillsAndAnythingDoneToARecordShows(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("main");
        Files.writeString(folder.resolve("rules.yaml"), Rules.PATH_CUT);
        Path config = config(kafka, prefix, "rules: rules.yaml\n");
        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            for (int epoch = 1; epoch <= 4; epoch++) {
                Process controller = start(config);
                firstLine(controller);
                Instant now = Instant.now();
                String host = "web-" + epoch;
                wires.publish(Samples.snapshot(host, 1, now, Samples.stuck(epoch, "alice", now)));
                int commands = epoch;
                await().until(() -> wires.commands().size() == commands);
                controller.destroyForcibly().waitFor();
            }

            List<byte[]> records = wires.records(Topic.AUDIT).stream()
                    .map(ConsumerRecord::value)
                    .toList();

            new Tampering(
                            records,
                            SigningKey.load(folder.resolve("controller.key")).trusted())
                    .isAlwaysNamed();
            assertThat(records).hasSizeGreaterThanOrEqualTo(12);
        }
    }

    @Test
    void namesEveryProblemOfItsRulesWithACaret(Kafka kafka) throws Exception {
        Files.writeString(
                folder.resolve("rules.yaml"),
                Rules.PATH_CUT.replace("tcp.unacked", "tcp.unaked").replace("where: fleet", "where: fleeet"));

        Process controller = start(config(kafka, kafka.fresh("main"), "rules: rules.yaml\n"));

        assertThat(exitCode(controller)).isEqualTo(2);
        assertThat(errors(controller)).contains("rules.yaml:5:", "rules.yaml:6:", "^");
    }

    @Test
    void refusesTopicsThatWouldLoseRecords(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("main");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(Topic.FINDINGS.named(prefix), 3, (short) 1)))
                    .all()
                    .get();
        }

        Process controller = start(config(kafka, prefix, ""));

        assertThat(exitCode(controller)).isEqualTo(2);
        assertThat(errors(controller))
                .contains(
                        prefix + ".findings has 3 partitions and needs 12", "cleanup.policy=delete and needs compact");
    }

    @Test
    void namesTheAddressThatIsTakenAndWhatToDo(Kafka kafka) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = config(kafka, kafka.fresh("main"), "");
            String listen = "127.0.0.1:" + taken.getLocalPort();
            Files.writeString(config, Files.readString(config).replace("127.0.0.1:0", listen));

            Process controller = start(config);

            assertThat(exitCode(controller)).isEqualTo(1);
            assertThat(errors(controller))
                    .contains("can't listen on " + listen + ": Address already in use", "ss -ltnp", "set listen to")
                    .doesNotContain("java.net");
        }
    }

    private Path config(Kafka kafka, String prefix, String more) throws IOException {
        return Files.writeString(folder.resolve("controller.yaml"), """
                listen: 127.0.0.1:0
                kafka:
                  bootstrap: %s
                  prefix: %s
                signingKey: controller.key
                fleetSecret: fleet.secret
                %s""".formatted(kafka.bootstrap(), prefix, more));
    }

    private Process start(Path config) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@jvm.options");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--config", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors-" + started.size()).toFile())
                .start();
        started.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        return line == null ? "ended with " + process.exitValue() : line;
    }

    private String errors(Process process) throws IOException {
        return Files.readString(folder.resolve("errors-" + started.indexOf(process)));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
