package io.hangup.protocol.audit;

import io.hangup.protocol.audit.Fault.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/// Follows a chain record by record and names each that is not as it was written. Its memory does not grow with the
/// chain.
///
/// A record is vouched for by the one after it, which has its hash. Where two neighbours do not fit, the first is taken
/// for changed, unless the second is not vouched for either: then it is the second.
public final class ChainCheck {
    public static final int MOST_FAULTS = 100;

    /// Of so many records it is known whether a second one is the same.
    private static final int REMEMBERED = 10_000;

    private static final int MOST_RIVALS = 8;

    private final Map<Long, String> known;
    private final Faults faults = new Faults();
    private final TreeMap<Long, Long> missing = new TreeMap<>();
    private final List<Link> rivals = new ArrayList<>();
    private final List<Fault> foreign = new ArrayList<>();
    private final Map<Long, String> early = new HashMap<>();
    private final Map<Long, String> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<Long, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Optional<Place> head;
    private Optional<Place> beforeJump = Optional.empty();
    private long records;
    private long signed;

    private ChainCheck(Optional<Place> head, Map<Long, String> known) {
        this.head = head;
        this.known = new HashMap<>(known);
    }

    /// From the first record on.
    ///
    /// @param known hashes of records by their numbers, from elsewhere: what was seen before must be there
    public static ChainCheck fromTheFirst(Map<Long, String> known) {
        return new ChainCheck(Optional.of(Place.BEFORE_ALL), known);
    }

    /// From whatever record comes first: what was before is not judged.
    public static ChainCheck fromHere(Map<Long, String> known) {
        return new ChainCheck(Optional.empty(), known);
    }

    /// Takes what is no record of a chain.
    public void foreign(String where, String why) {
        long next = head.map(Place::sequence).orElse(0L) + 1;
        Fault fault = new Fault(Kind.FOREIGN, next, where, "no record of this chain: " + why);
        if (foreign.size() < MOST_FAULTS) {
            foreign.add(fault);
        }
        faults.add(fault);
    }

    /// Takes the next record.
    public void accept(Link link) {
        records++;
        Optional<Place> before = head;
        if (before.isEmpty()) {
            moveTo(new Place(link));
        } else if (link.previous().equals(before.get().hash())) {
            follow(before.get(), link);
        } else if (rival(link)) {
            moveTo(new Place(link));
        } else if (jumped(link)) {
            comeBack(before.get(), link);
        } else if (link.sequence() == before.get().sequence() + 1) {
            mismatch(before.get(), link);
        } else if (link.sequence() > before.get().sequence()) {
            gap(before.get(), link);
        } else {
            backwards(before.get(), link);
        }
        signature(link);
        compareWithKnown(link);
    }

    /// What it came to, when no more follows.
    public Report end() {
        long last = head.map(Place::sequence).orElse(0L);
        known.keySet().stream()
                .filter(sequence -> sequence > last)
                .max(Comparator.naturalOrder())
                .ifPresent(sequence -> faults.add(new Fault(
                        Kind.MISSING, last + 1, sequence, "", "the end was cut off: there was a record " + sequence)));
        missing.forEach((from, to) -> faults.add(new Fault(
                Kind.MISSING, from, to, "", "what stands around " + (from.equals(to) ? "it" : "them") + " is there")));
        return new Report(records, head.flatMap(Place::link), signed, faults.sorted(), faults.more());
    }

    private void follow(Place before, Link link) {
        long number = before.sequence() + 1;
        if (link.sequence() == number) {
            epoch(before, link);
            moveTo(new Place(link));
        } else {
            faults.add(changed(
                    number,
                    link.where(),
                    "it follows " + before.sequence() + " and says it is number " + link.sequence()));
            moveTo(new Place(link, number, Standing.BLAMED));
        }
    }

    /// The record before is not the one that this one was written after.
    private void mismatch(Place before, Link link) {
        switch (before.standing()) {
            case BLAMED -> moveTo(new Place(link));
            case FIRST -> {
                faults.add(changed(1, link.where(), "the first record names one before it"));
                moveTo(new Place(link, 1, Standing.BLAMED));
            }
            case SUSPECT -> {
                // Neither neighbour fits it, so it is this one and not the one before.
                faults.withdrawLast(Kind.CHANGED, before.sequence() - 1);
                faults.add(changed(before));
                moveTo(new Place(link));
            }
            case WELL -> {
                faults.add(changed(before));
                moveTo(new Place(link, link.sequence(), Standing.SUSPECT));
            }
        }
    }

    private void gap(Place before, Link link) {
        long from = before.sequence() + 1;
        long to = link.sequence() - 1;
        if (foreign.size() == to - from + 1) {
            // What can't be read stands exactly where the missing ones stood.
            long number = from;
            for (Fault each : foreign) {
                faults.withdraw(each);
                faults.add(changed(number++, each.where(), "it can't be read any more"));
            }
        } else if (from != to || !link.previous().equals(early.remove(from))) {
            missing.put(from, to);
        }
        moveTo(new Place(link));
        beforeJump = Optional.of(before);
    }

    /// Whether the chain goes on from before the last record, which had left some out: that one stands too early.
    private boolean jumped(Link link) {
        return beforeJump
                .filter(place -> place.hash().equals(link.previous()))
                .filter(place -> place.sequence() + 1 == link.sequence())
                .isPresent();
    }

    private void comeBack(Place jumped, Link link) {
        missing.remove(link.sequence());
        faults.add(new Fault(
                Kind.REORDERED, jumped.sequence(), jumped.where(), "it stands before record " + link.sequence()));
        if (early.size() < MOST_RIVALS) {
            early.put(jumped.sequence(), jumped.hash());
        }
        moveTo(new Place(link));
    }

    private void backwards(Place before, Link link) {
        long sequence = link.sequence();
        if (link.hash().equals(recent.get(sequence))) {
            faults.add(new Fault(Kind.DOUBLED, sequence, link.where(), "the same record stands here a second time"));
        } else if (found(sequence)) {
            remember(link);
            faults.add(
                    new Fault(Kind.REORDERED, sequence, link.where(), "it stands behind record " + before.sequence()));
        } else {
            faults.add(new Fault(
                    Kind.DOUBLED, sequence, link.where(), "another record claims the number: it is not the chain's"));
            if (sequence == before.sequence() && rivals.size() < MOST_RIVALS) {
                rivals.add(link);
            }
        }
    }

    /// Whether the chain went on from a record that was taken for a double, so that the other one is it.
    private boolean rival(Link link) {
        Optional<Link> real = rivals.stream()
                .filter(rival -> rival.hash().equals(link.previous()))
                .findFirst();
        real.ifPresent(one -> {
            faults.withdrawLast(Kind.DOUBLED, one.sequence());
            Place other = head.orElseThrow();
            faults.add(new Fault(
                    Kind.DOUBLED,
                    one.sequence(),
                    other.where(),
                    "another record claims the number, and the chain went on from the one at " + one.where()));
        });
        return real.isPresent();
    }

    private void signature(Link link) {
        if (link.signature().isEmpty()) {
            return;
        }
        switch (link.signature().get()) {
            case Link.Signature.Good _ -> signed = Math.max(signed, link.sequence());
            case Link.Signature.Bad(var why) ->
                faults.add(unsigned(
                        link, why + ", so everything after record " + signed + " may have been written by anybody"));
        }
    }

    /// A controller signs the first record of its epoch, and none writes in the name of another.
    private void epoch(Place before, Link link) {
        if (link.epoch() > before.epoch() && link.signature().isEmpty()) {
            faults.add(unsigned(link, "epoch " + link.epoch() + " begins without its controller's signature"));
        } else if (link.epoch() < before.epoch()) {
            faults.add(unsigned(link, "written in the name of epoch " + link.epoch() + ", which had ended"));
        }
    }

    private static Fault unsigned(Link link, String why) {
        return new Fault(Kind.UNSIGNED, link.sequence(), link.where(), why);
    }

    private void compareWithKnown(Link link) {
        String expected = known.get(link.sequence());
        Place at = head.orElseThrow();
        if (expected == null || at.link().filter(link::equals).isEmpty()) {
            return;
        }
        if (expected.equals(link.hash())) {
            head = Optional.of(at.standing() == Standing.SUSPECT ? new Place(link) : at);
            return;
        }
        if (at.standing() == Standing.SUSPECT) {
            faults.withdrawLast(Kind.CHANGED, at.sequence() - 1);
        }
        if (at.standing() != Standing.BLAMED) {
            faults.add(changed(at.sequence(), at.where(), "it is not the one that its controller wrote"));
            head = Optional.of(new Place(link, at.sequence(), Standing.BLAMED));
        }
    }

    private void moveTo(Place place) {
        head = Optional.of(place);
        place.link().ifPresent(this::remember);
        rivals.clear();
        foreign.clear();
        beforeJump = Optional.empty();
    }

    private void remember(Link link) {
        recent.put(link.sequence(), link.hash());
    }

    /// Takes a number off those that are missing; false when it is not one of them.
    private boolean found(long sequence) {
        Entry<Long, Long> range = missing.floorEntry(sequence);
        if (range == null || range.getValue() < sequence) {
            return false;
        }
        missing.remove(range.getKey());
        if (range.getKey() < sequence) {
            missing.put(range.getKey(), sequence - 1);
        }
        if (sequence < range.getValue()) {
            missing.put(sequence + 1, range.getValue());
        }
        return true;
    }

    private static Fault changed(Place place) {
        return changed(place.sequence(), place.where(), "it is not what the record after it was written after");
    }

    private static Fault changed(long sequence, String where, String meaning) {
        return new Fault(Kind.CHANGED, sequence, where, meaning);
    }

    /// How a record stands to its neighbours so far.
    private enum Standing {
        /// No record: what the first one follows.
        FIRST,
        WELL,
        /// It does not fit the one before it, which has been blamed for that.
        SUSPECT,
        /// It has been named already.
        BLAMED
    }

    /// How far the check has come.
    ///
    /// @param sequence the number that the record has by its place
    private record Place(Optional<Link> link, long sequence, String hash, long epoch, Standing standing) {
        static final Place BEFORE_ALL = new Place(Optional.empty(), 0, Head.NONE.hash(), 0, Standing.FIRST);

        Place(Link link) {
            this(link, link.sequence(), Standing.WELL);
        }

        Place(Link link, long sequence, Standing standing) {
            this(Optional.of(link), sequence, link.hash(), link.epoch(), standing);
        }

        String where() {
            return link.map(Link::where).orElse("");
        }
    }
}
