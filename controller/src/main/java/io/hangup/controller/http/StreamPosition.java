package io.hangup.controller.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in the stream. Versions begin anew with each controller process, so the epoch is part of it: a client of an
/// earlier controller is never told that it has missed nothing.
record StreamPosition(long epoch, long version) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    static Optional<StreamPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new StreamPosition(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + version;
    }
}
