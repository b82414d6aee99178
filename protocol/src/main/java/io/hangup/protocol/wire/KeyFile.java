package io.hangup.protocol.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The text of a key file: PEM blocks, and above them notes such as `Host: web-1`, which PEM takes for comments.
final class KeyFile {
    private static final int LONGEST = 64 << 10;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /// @param cure the command that writes such a file
    /// @throws KeyFileException with what is wrong and what to do
    static String text(Path file, String cure) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new KeyFileException(file, "is longer than any key file; name a PEM file");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new KeyFileException(file, "does not exist; write one with: " + cure);
        } catch (AccessDeniedException e) {
            throw new KeyFileException(file, "can't be read by this user; give it to the user that runs this process");
        }
    }

    /// As [#text], of a file that only its owner may read or write.
    static String secret(Path file, String cure) throws IOException {
        String text = text(file, cure);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"))) {
            throw new KeyFileException(
                    file,
                    "others may use it (" + PosixFilePermissions.toString(permissions) + "); run: chmod 600 " + file);
        }
        return text;
    }

    /// Writes a new file that only its owner can read (0600).
    ///
    /// @param notes for people, such as `Made: 2026-11-22`, one line each
    /// @throws KeyFileException when there is such a file already
    static void save(Path file, List<String> notes, String blocks) throws IOException {
        String text = notes.stream().map(note -> note + "\n").collect(Collectors.joining()) + blocks;
        var onlyNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel out =
                Files.newByteChannel(file, onlyNew, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException(file, "exists already, and a key is never overwritten; move it away first");
        }
    }

    /// The first block with this label.
    ///
    /// @param cure the command that writes such a file
    static Pem block(Path file, String text, String label, String cure) throws KeyFileException {
        return Pem.read(text).stream()
                .filter(block -> block.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new KeyFileException(
                        file, "holds no " + label.toLowerCase(Locale.ROOT) + "; write one with: " + cure));
    }
}
