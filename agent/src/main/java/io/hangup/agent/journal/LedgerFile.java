package io.hangup.agent.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file under the ledger: whole lines or nothing. Beside it stand a lock, so that two agents can't share it,
/// and for a moment its next version.
final class LedgerFile implements AutoCloseable {
    private final Path file;
    private final Path next;
    private final FileChannel lockChannel;
    private FileChannel channel;
    /// Up to here the file is whole.
    private long whole;

    private LedgerFile(Path folder, FileChannel lockChannel) throws IOException {
        this.file = folder.resolve("commands.journal");
        this.next = folder.resolve("commands.journal.next");
        this.lockChannel = lockChannel;
        this.channel = open();
    }

    static LedgerFile lock(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel = FileChannel.open(folder.resolve("agent.lock"), CREATE, WRITE);
        try {
            if (lock(channel) == null) {
                throw new LedgerInUse(folder);
            }
            return new LedgerFile(folder, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Reads every line. A last line that was cut off by a crash is cut away: it was never promised to anybody.
    ///
    /// @return what is wrong with the file
    Optional<String> read(Contents contents) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            boolean last = end + 1 >= bytes.length;
            boolean taken = end < bytes.length
                    && Line.parse(text).filter(contents::take).isPresent();
            if (!taken && !last) {
                return Optional.of("the ledger " + file + " is damaged at byte " + start
                        + ", so no command is carried out; move it away to start a new one");
            }
            if (!taken) {
                break;
            }
            start = end + 1;
        }
        whole = start;
        channel.truncate(whole);
        return Optional.empty();
    }

    /// Adds lines; when `durable`, they are on the disk on return. What could not be written whole is cut away again.
    void append(List<Line> lines, boolean durable) throws IOException {
        var text = new ByteArrayOutputStream();
        lines.forEach(line -> text.writeBytes(line.bytes()));
        ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
        int length = bytes.remaining();
        try {
            channel.truncate(whole);
            for (long at = whole; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
            if (durable) {
                channel.force(false);
            }
            whole += length;
        } catch (IOException e) {
            channel = reopened(e);
            throw e;
        }
    }

    /// Puts a file with just these lines in its place, in one step.
    void replace(List<Line> lines) throws IOException {
        long size = 0;
        try (var out = FileChannel.open(next, CREATE, WRITE, TRUNCATE_EXISTING)) {
            for (Line line : lines) {
                ByteBuffer bytes = ByteBuffer.wrap(line.bytes());
                while (bytes.hasRemaining()) {
                    size += out.write(bytes);
                }
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
        channel.close();
        channel = open();
        whole = size;
    }

    /// A channel that an error or an interrupt has closed is opened anew; the next line tries again.
    private FileChannel reopened(IOException cause) {
        try {
            channel.close();
            return open();
        } catch (IOException e) {
            cause.addSuppressed(e);
            return channel;
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, CREATE, READ, WRITE);
    }

    @Override
    public void close() throws IOException {
        try (lockChannel) {
            channel.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
