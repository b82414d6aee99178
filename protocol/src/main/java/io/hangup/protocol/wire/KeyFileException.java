package io.hangup.protocol.wire;

import java.io.IOException;
import java.nio.file.Path;

/// A key file that can't be used: which, why, and what to do.
public final class KeyFileException extends IOException {
    private static final long serialVersionUID = 1;

    KeyFileException(Path file, String whatAndCure) {
        super(file + ": " + whatAndCure);
    }
}
