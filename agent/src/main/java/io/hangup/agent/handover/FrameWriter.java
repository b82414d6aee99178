package io.hangup.agent.handover;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes the fields of one frame.
final class FrameWriter {
    /// The longest text; what is longer is cut.
    static final int TEXT = 4_096;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream fields = new DataOutputStream(bytes);

    private interface Field {
        void write() throws IOException;
    }

    FrameWriter(int type) {
        number(1, type);
    }

    /// A number without sign in so many bytes: 1, 2, 4 or 8.
    FrameWriter number(int size, long value) {
        return put(() -> {
            for (int i = size - 1; i >= 0; i--) {
                fields.write((int) (value >>> (8 * i)));
            }
        });
    }

    FrameWriter bytes(byte[] value) {
        number(4, value.length);
        return put(() -> fields.write(value));
    }

    FrameWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length <= TEXT ? bytes(utf8) : text(text.substring(0, text.offsetByCodePoints(0, TEXT / 4)));
    }

    FrameWriter instant(Instant instant) {
        return number(8, instant.getEpochSecond()).number(4, instant.getNano());
    }

    /// The frame without its length.
    byte[] frame() {
        return bytes.toByteArray();
    }

    private FrameWriter put(Field field) {
        try {
            field.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written", e);
        }
    }
}
