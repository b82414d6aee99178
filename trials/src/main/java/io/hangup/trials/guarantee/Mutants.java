package io.hangup.trials.guarantee;

import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.Opened;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Commands that were signed, changed at random; what is changed in each follows from the seed and its number.
/// The keys, and what the commands are about, are each run's own.
///
/// @param signed by the same keys, all different
/// @param seed of all of them
record Mutants(List<Parts> signed, long seed) {
    private static final Mutation[] WAYS = Mutation.values();

    /// One of them, and how it was made.
    record Mutant(int number, Mutation way, Parts parts) {}

    /// What became of them.
    ///
    /// @param accepted as commands
    /// @param refusedUnread those whose signatures do not fit; of the rest, something else does not
    record Tally(List<Mutant> accepted, long refusedUnread, Map<Mutation, Long> made) {}

    Mutant mutant(int number) {
        var random = new SplittableRandom(seed + number);
        while (true) {
            Parts one = signed.get(random.nextInt(signed.size()));
            Parts other = signed.get(random.nextInt(signed.size()));
            Mutation way = WAYS[random.nextInt(WAYS.length)];
            Parts changed = way.of(one, other, random);
            if (signed.stream().noneMatch(changed::same)) {
                return new Mutant(number, way, changed);
            }
        }
    }

    /// Has a host's own check look at so many of them, on all processors.
    Tally check(int many, Keyring keys) {
        Map<Mutation, LongAdder> made = new ConcurrentHashMap<>();
        var unread = new LongAdder();
        List<Mutant> accepted = IntStream.range(0, many)
                .parallel()
                .mapToObj(this::mutant)
                .peek(one ->
                        made.computeIfAbsent(one.way(), _ -> new LongAdder()).increment())
                .filter(one -> switch (keys.open(one.parts().envelope())) {
                    case Opened.Ordered _ -> true;
                    case Opened.Unreadable _ -> false;
                    case Opened.Untrusted _ -> {
                        unread.increment();
                        yield false;
                    }
                })
                .toList();
        Map<Mutation, Long> counts = new EnumMap<>(Mutation.class);
        made.forEach((way, count) -> counts.put(way, count.sum()));
        return new Tally(accepted, unread.sum(), counts);
    }
}
