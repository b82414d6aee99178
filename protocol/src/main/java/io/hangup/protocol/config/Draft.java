package io.hangup.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A file as it was read, before it becomes a record: all scalars are text still.
///
/// @param places where each value is named, by its path: `kafka.bootstrap`, `rules[2].when`; the whole file is the
///     empty path
record Draft(JsonNode tree, Map<String, Place> places, List<Fault> faults) {
    /// The closest place that is known for a path.
    Place placeOf(String path) {
        String known = path;
        while (!known.isEmpty() && !places.containsKey(known)) {
            known = known.substring(0, Math.max(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['))));
        }
        return places.getOrDefault(known, Place.START);
    }

    /// A place in a file; both count from 1.
    record Place(int line, int column) implements Comparable<Place> {
        static final Place START = new Place(1, 1);

        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /// Something that is wrong: what, and what to do.
    record Fault(Place at, String what) implements Comparable<Fault> {
        @Override
        public int compareTo(Fault other) {
            return at.compareTo(other.at);
        }
    }
}
