package io.hangup.protocol.feed;

/// How a connection or session stands in the feed. The three never share a colour.
public enum SessionVerdict {
    LIVE,
    STUCK,
    UNKNOWN
}
