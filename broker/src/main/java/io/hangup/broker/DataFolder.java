package io.hangup.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// The folder of one broker, held for as long as it runs.
///
/// - `lock` is locked by the broker that runs and holds its pid. Kafka locks too, but only after its controller has
/// begun
///   to write.
/// - `kafka-version` is the Kafka that last ran here. Kafka itself would only stumble over newer metadata, and halt.
/// - `kafka/` is Kafka's own.
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String VERSION = "kafka-version";
    private static final String LOGS = "kafka";

    private final FileChannel lock;
    private final Path logs;

    private DataFolder(FileChannel lock, Path logs) {
        this.lock = lock;
        this.logs = logs;
    }

    /// Takes the folder, and makes it ready where it is new or empty.
    static DataFolder open(Path data) throws BrokerRefused {
        try {
            refuseForeign(data);
            Files.createDirectories(data);
            FileChannel lock = lock(data);
            try {
                refuseNewer(data, AppInfoParser.getVersion());
                write(data.resolve(VERSION), AppInfoParser.getVersion());
                format(data.resolve(LOGS));
                return new DataFolder(lock, data.resolve(LOGS));
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (BrokerRefused e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new BrokerRefused(
                    "The data folder " + data + " cannot be used (" + reason(e)
                            + "): give a folder that this user may write, on a disk with room.",
                    e);
        }
    }

    /// Where Kafka keeps its logs.
    Path logs() {
        return logs;
    }

    private static void refuseForeign(Path data) throws IOException {
        if (!Files.isDirectory(data) || Files.exists(data.resolve(VERSION))) {
            return;
        }
        try (Stream<Path> files = Files.list(data)) {
            if (files.anyMatch(file -> !file.endsWith(LOCK))) {
                throw new BrokerRefused("The data folder " + data
                        + " holds files that no broker of Hangup wrote: give a new or empty folder.");
            }
        }
    }

    private static FileChannel lock(Path data) throws IOException {
        FileChannel channel = FileChannel.open(data.resolve(LOCK), CREATE, READ, WRITE);
        try {
            @Nullable FileLock held = channel.tryLock();
            if (held != null) {
                channel.truncate(0);
                channel.write(ascii(Long.toString(ProcessHandle.current().pid())));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        }
        channel.close();
        throw new BrokerRefused("The data folder " + data + " is in use by another broker, process "
                + Files.readString(data.resolve(LOCK)).strip() + ": stop that one or give another folder.");
    }

    private static void refuseNewer(Path data, String ours) throws IOException {
        Path file = data.resolve(VERSION);
        if (!Files.exists(file)) {
            return;
        }
        String last = Files.readString(file).strip();
        if (Release.parse(last).compareTo(Release.parse(ours)) > 0) {
            throw new BrokerRefused("The data folder " + data + " was last used by Kafka " + last + ", newer than this "
                    + ours + ": run the Hangup that used it, or give another folder.");
        }
    }

    /// Writes whole or not at all.
    private static void write(Path file, String text) throws IOException {
        Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Idempotent: `meta.properties` is the last thing that Kafka's formatter writes.
    private static void format(Path logs) throws IOException {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Settings.NODE)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setControllerListenerName(Settings.CONTROLLER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /// Of a file's fault the message is only its path.
    private static String reason(Exception e) {
        if (e instanceof FileSystemException file) {
            return file.getReason() != null ? file.getReason() : e.getClass().getSimpleName();
        }
        return String.valueOf(e.getMessage());
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /// The part of a Kafka version that its metadata depends on: patches do not change it.
    private record Release(int major, int minor) implements Comparable<Release> {
        static Release parse(String version) {
            String[] parts = version.split("\\.", -1);
            try {
                return new Release(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalStateException("'" + version + "' in " + VERSION + " is not a Kafka version", e);
            }
        }

        @Override
        public int compareTo(Release other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }
    }
}
