package io.hangup.protocol.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the text of a key file.
final class KeyFile {
    private static final int LONGEST = 64 << 10;

    private KeyFile() {}

    /// @throws KeyFileException with what is wrong and what to do
    static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new KeyFileException(file, "is longer than any key file; name a PEM file");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new KeyFileException(file, "does not exist; write one with: hangup keys new");
        } catch (AccessDeniedException e) {
            throw new KeyFileException(file, "can't be read by this user; give it to the user that runs this process");
        }
    }
}
