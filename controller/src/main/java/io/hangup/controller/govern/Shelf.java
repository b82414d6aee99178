package io.hangup.controller.govern;

import io.hangup.protocol.session.HostId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The books of all hosts, as a value. Hosts are spread over compartments, so that a change copies one compartment and
/// not the fleet.
final class Shelf {
    private static final int COMPARTMENTS = 512;

    static final Shelf EMPTY =
            new Shelf(Stream.generate(Map::<HostId, Book>of).limit(COMPARTMENTS).toList());

    private final List<Map<HostId, Book>> compartments;

    private Shelf(List<Map<HostId, Book>> compartments) {
        this.compartments = compartments;
    }

    Book book(HostId host) {
        return compartments.get(compartment(host)).getOrDefault(host, Book.BLANK);
    }

    Stream<Map.Entry<HostId, Book>> books() {
        return compartments.stream().flatMap(compartment -> compartment.entrySet().stream());
    }

    Shelf with(HostId host, Book book) {
        Map<HostId, Book> changed = new HashMap<>(compartments.get(compartment(host)));
        if (book.blank()) {
            changed.remove(host);
        } else {
            changed.put(host, book);
        }
        List<Map<HostId, Book>> next = new ArrayList<>(compartments);
        next.set(compartment(host), changed);
        return new Shelf(next);
    }

    private static int compartment(HostId host) {
        return Math.floorMod(host.hashCode(), COMPARTMENTS);
    }
}
