package io.hangup.agent.handover;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One connection between the halves: whole frames in and out, and never a wait. One thread owns it.
final class Conversation implements AutoCloseable {
    /// The most bytes that wait to be written; who does not read them is not listened to either.
    static final int BACKLOG = 4 << 20;

    /// The most frames, and what comes with the last of them, that are taken at a time.
    private static final int AT_A_TIME = 64;

    private static final int PREFIX = 4;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final int longest;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private ByteBuffer in = ByteBuffer.allocate(4 << 10);
    private int waiting;

    /// @param longest frame that may come in
    Conversation(SocketChannel channel, Selector selector, int longest) throws IOException {
        this.channel = channel;
        this.longest = longest;
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /// Takes what has come in.
    ///
    /// @throws EOFException when the other side has closed and all that it said was taken before
    /// @throws Garbled when a frame is longer than allowed
    List<byte[]> receive() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        int read;
        do {
            room();
            read = channel.read(in);
            in.flip();
            frames(frames);
            in.compact();
        } while (read > 0 && frames.size() < AT_A_TIME);
        if (read < 0 && frames.isEmpty()) {
            throw new EOFException("the other side has closed the connection");
        }
        return frames;
    }

    /// @throws IOException when the other side does not read
    void send(byte[] frame) throws IOException {
        waiting += PREFIX + frame.length;
        if (waiting > BACKLOG) {
            throw new IOException("the other side does not read what it is told");
        }
        out.add(ByteBuffer.allocate(PREFIX + frame.length)
                .putInt(frame.length)
                .put(frame)
                .flip());
    }

    /// Writes as much as can be written now.
    void flush() throws IOException {
        while (!out.isEmpty() && write(out.getFirst())) {
            out.removeFirst();
        }
        key.interestOps(out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    boolean flushed() {
        return out.isEmpty();
    }

    private boolean write(ByteBuffer frame) throws IOException {
        waiting -= channel.write(frame);
        return !frame.hasRemaining();
    }

    private void frames(List<byte[]> into) throws Garbled {
        while (in.remaining() >= PREFIX) {
            int length = in.getInt(in.position());
            if (length < 1 || length > longest) {
                throw new Garbled(
                        "a frame of " + Integer.toUnsignedString(length) + " bytes, at most " + longest + " allowed");
            }
            if (in.remaining() < PREFIX + length) {
                return;
            }
            byte[] frame = new byte[length];
            in.position(in.position() + PREFIX).get(frame);
            into.add(frame);
        }
    }

    /// There is always room to read, for no frame that waits for its rest is longer than the longest.
    private void room() {
        if (!in.hasRemaining()) {
            in.flip();
            in = ByteBuffer.allocate(2 * in.capacity()).put(in);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
