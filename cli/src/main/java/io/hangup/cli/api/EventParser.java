package io.hangup.cli.api;

import java.util.Optional;

/// Lines of a stream into events. A line that starts with a colon is a keepalive; an empty one ends an event.
final class EventParser {
    private final StringBuilder data = new StringBuilder();
    private String id = "";
    private String name = "";
    private boolean any;

    /// @return the event that this line ended
    Optional<Event> accept(String line) {
        if (line.isEmpty()) {
            return end();
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        String text = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "id" -> id = text;
            case "event" -> name = text;
            case "data" -> {
                data.append(any ? "\n" : "").append(text);
                any = true;
            }
            default -> {
                // Keepalives, and fields of later versions.
            }
        }
        return Optional.empty();
    }

    private Optional<Event> end() {
        Optional<Event> event =
                any ? Optional.of(new Event(id, name.isEmpty() ? "message" : name, data.toString())) : Optional.empty();
        data.setLength(0);
        name = "";
        any = false;
        return event;
    }
}
