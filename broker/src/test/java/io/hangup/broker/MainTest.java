package io.hangup.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The broker as a process of its own.
class MainTest {
    @TempDir
    private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void nameFolders() {
        data = folder.resolve("data");
    }

    @Test
    void acknowledgedRecordsSurviveKill9() throws Exception {
        String address;
        try (BrokerProcess first = BrokerProcess.launch(data, "127.0.0.1:0")) {
            address = address(first);
            var clients = new Clients(address);
            clients.createTopic("kept");
            clients.send("kept", List.of("a", "b", "c"));
            first.kill();
        }

        try (BrokerProcess second = BrokerProcess.launch(data, address)) {
            assertThat(address(second)).isEqualTo(address);
            assertThat(new Clients(address).read("kept")).containsExactly("a", "b", "c");
        }
    }

    @Test
    void termStopsItCleanlyAndQuietly() throws Exception {
        try (BrokerProcess broker = BrokerProcess.launch(data, "127.0.0.1:0")) {
            address(broker);

            int exitCode = broker.terminate();

            assertThat(exitCode).isEqualTo(143);
            assertThat(broker.line()).isNull();
            assertThat(data.resolve("kafka/.kafka_cleanshutdown")).exists();
            assertThat(folder.resolve("errors")).isEmptyFile();
        }
    }

    @Test
    void aTakenPortIsOneSentenceAndItsOwnExitCode() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BrokerProcess broker = BrokerProcess.launch(data, "127.0.0.1:" + other.getLocalPort())) {
            assertThat(broker.process().waitFor()).isEqualTo(4);

            assertThat(Files.readAllLines(folder.resolve("errors")))
                    .singleElement()
                    .asString()
                    .contains("Port " + other.getLocalPort(), "in use", "listen on another port");
        }
    }

    private static String address(BrokerProcess broker) throws Exception {
        return String.valueOf(broker.line()).replaceFirst("^ready ", "");
    }
}
