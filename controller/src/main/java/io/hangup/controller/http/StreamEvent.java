package io.hangup.controller.http;

import io.hangup.protocol.feed.Page;
import io.hangup.protocol.wire.Wire;
import io.vertx.core.buffer.Buffer;

/// One server-sent event, as it goes out. JSON holds no line breaks, so one `data` line is enough.
record StreamEvent(StreamPosition position, Buffer bytes) {
    /// Keeps proxies from closing a quiet stream, and tells both ends of a dead one. An event and not a comment, for a
    /// browser hides comments from the page; and what it says can change without any finding.
    static Buffer keepalive(Page.Coverage coverage) {
        return Buffer.buffer("event: keepalive\ndata: ")
                .appendBytes(Wire.encode(coverage))
                .appendString("\n\n");
    }

    static StreamEvent of(StreamPosition position, String name, Object data) {
        Buffer bytes = Buffer.buffer("id: " + position + "\nevent: " + name + "\ndata: ")
                .appendBytes(Wire.encode(data))
                .appendString("\n\n");
        return new StreamEvent(position, bytes);
    }
}
