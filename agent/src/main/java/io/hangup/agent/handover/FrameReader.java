package io.hangup.agent.handover;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/// Reads the fields of one frame, and no more than there are.
final class FrameReader {
    /// The longest name of a constant.
    private static final int NAME = 64;

    private final ByteBuffer fields;

    FrameReader(byte[] frame) {
        fields = ByteBuffer.wrap(frame);
    }

    int number1() throws Garbled {
        return (int) number(1);
    }

    int number4() throws Garbled {
        return (int) number(4);
    }

    /// A number without sign in so many bytes.
    long number(int size) throws Garbled {
        long value = 0;
        for (byte one : take(size)) {
            value = (value << 8) | (one & 0xff);
        }
        return value;
    }

    /// @param most the longest that is read
    byte[] bytes(int most) throws Garbled {
        int length = number4();
        if (length < 0 || length > most) {
            throw new Garbled(
                    "a field of " + Integer.toUnsignedString(length) + " bytes, at most " + most + " allowed");
        }
        return take(length);
    }

    String text(int most) throws Garbled {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(most)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Garbled("a text that is not UTF-8");
        }
    }

    Instant instant() throws Garbled {
        try {
            return Instant.ofEpochSecond(number(8), number4());
        } catch (DateTimeException | ArithmeticException e) {
            throw new Garbled("an instant beyond all time");
        }
    }

    /// One of the constants of an enum, by its name.
    <E extends Enum<E>> E one(Class<E> type) throws Garbled {
        try {
            return Enum.valueOf(type, text(NAME));
        } catch (IllegalArgumentException e) {
            throw new Garbled("a choice that is none");
        }
    }

    /// Nothing may follow what was read.
    void end() throws Garbled {
        if (fields.hasRemaining()) {
            throw new Garbled(fields.remaining() + " bytes too many");
        }
    }

    private byte[] take(int length) throws Garbled {
        try {
            byte[] taken = new byte[length];
            fields.get(taken);
            return taken;
        } catch (BufferUnderflowException e) {
            throw new Garbled("it ends too soon");
        }
    }
}
