package io.hangup.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that cannot start says in one sentence where and what to do, and holds on to nothing.
class BrokerRefusalTest {
    @TempDir
    private Path folder;

    @Test
    void aTakenPortIsNamedAndTheFolderLetGo() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerConfig config = BrokerConfig.in(folder).listeningOn(new Endpoint("127.0.0.1", other.getLocalPort()));

            assertThatThrownBy(() -> Broker.start(config))
                    .isInstanceOf(BrokerRefused.class)
                    .hasMessageStartingWith(
                            "Port " + other.getLocalPort() + " of 127.0.0.1 is in use by another program:");
        }
        try (DataFolder free = DataFolder.open(folder)) {
            assertThat(free.logs()).isDirectory();
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        BrokerConfig config = BrokerConfig.in(folder).listeningOn(new Endpoint("192.0.2.1", 0));

        assertThatThrownBy(() -> Broker.start(config))
                .isInstanceOf(BrokerRefused.class)
                .hasMessageStartingWith("The address 192.0.2.1 cannot be listened on");
    }

    @Test
    void aFolderInUseNamesTheProcess() throws Exception {
        try (DataFolder _ = DataFolder.open(folder)) {
            BrokerConfig config = BrokerConfig.in(folder);

            assertThatThrownBy(() -> Broker.start(config))
                    .isInstanceOf(BrokerRefused.class)
                    .hasMessage("The data folder " + folder + " is in use by another broker, process "
                            + ProcessHandle.current().pid() + ": stop that one or give another folder.");
        }
    }

    @Test
    void aFolderOfANewerKafkaIsLeftAlone() throws Exception {
        DataFolder.open(folder).close();
        Files.writeString(folder.resolve("kafka-version"), "9.1.0\n");

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(BrokerRefused.class)
                .hasMessageContaining("was last used by Kafka 9.1.0, newer than this");
        assertThat(folder.resolve("kafka-version")).content().isEqualTo("9.1.0\n");
    }

    @Test
    void aFolderOfAnOlderKafkaIsTakenOver() throws Exception {
        DataFolder.open(folder).close();
        Files.writeString(folder.resolve("kafka-version"), "4.2.7\n");

        DataFolder.open(folder).close();

        assertThat(folder.resolve("kafka-version")).content().doesNotContain("4.2.7");
    }

    @Test
    void aFolderWithForeignFilesIsLeftAlone() throws Exception {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "precious");

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(BrokerRefused.class)
                .hasMessageContaining("holds files that no broker of Hangup wrote");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(precious));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(BrokerRefused.class)
                .hasMessage(
                        "The data folder " + file.resolve("data")
                                + " cannot be used (Not a directory): give a folder that this user may write, on a disk with room.");
    }

    @Test
    void damagedFilesAreReportedInOneSentence() throws Exception {
        DataFolder.open(folder).close();
        Files.writeString(folder.resolve("kafka/meta.properties"), "version=7\n");

        assertThatThrownBy(() -> Broker.start(BrokerConfig.in(folder)))
                .isInstanceOf(BrokerRefused.class)
                .hasMessageStartingWith("Kafka did not start on the data folder " + folder);
        DataFolder.open(folder).close();
    }
}
