package io.hangup.controller.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;

/// One reader of the stream. A slow one is let go, never waited for: it comes back and resumes where it was.
final class StreamClient {
    /// Beyond this it is too slow.
    private static final int MOST_WAITING = 1_000;

    private static final int SOCKET_BUFFER_BYTES = 256 << 10;

    private final HttpServerResponse response;
    private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
    private Buffer keepalive = Buffer.buffer();
    private boolean gone;

    StreamClient(HttpServerResponse response) {
        this.response = response;
        response.setWriteQueueMaxSize(SOCKET_BUFFER_BYTES);
        response.drainHandler(_ -> drain());
    }

    void send(Buffer bytes) {
        if (gone) {
            return;
        }
        waiting.add(bytes);
        if (waiting.size() > MOST_WAITING) {
            leave();
        } else {
            drain();
        }
    }

    /// Half a minute without room for a keepalive is too slow as well.
    void keepAlive(Buffer bytes) {
        if (!waiting.isEmpty() && waiting.getLast().equals(keepalive)) {
            leave();
        } else {
            keepalive = bytes;
            send(bytes);
        }
    }

    void leave() {
        if (!gone) {
            gone = true;
            waiting.clear();
            response.reset();
        }
    }

    private void drain() {
        while (!gone && !waiting.isEmpty() && !response.writeQueueFull()) {
            response.write(waiting.remove()).onFailure(_ -> leave());
        }
    }
}
