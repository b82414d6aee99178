package io.hangup.agent.journal;

import io.hangup.agent.executor.Journal.Open;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the lines of a ledger amount to.
final class Contents {
    private final Map<CommandId, Command> prepared = new LinkedHashMap<>();
    private final Map<CommandId, Open> open = new LinkedHashMap<>();
    private final Map<CommandId, Receipt> answered = new LinkedHashMap<>();
    private final Set<CommandId> sent = new HashSet<>();
    private final Spends spends = new Spends();
    private long highestEpoch;

    /// Takes one line in; false when it says nothing that could be read.
    boolean take(Line line) {
        String part = line.parts().getFirst();
        return switch (line.kind()) {
            case PREPARED -> prepare(part);
            case INTENT -> intent(part, line.parts().getLast());
            case OUTCOME ->
                read(Topic.RECEIPTS, Receipt.class, part).map(this::answer).isPresent();
            case SENT -> {
                sent.add(new CommandId(part));
                yield true;
            }
            case EPOCH -> epoch(part);
            case AGE -> spends.takeAge(line.parts());
            case SPENT -> spends.takeSpent(line.parts());
        };
    }

    private boolean prepare(String command) {
        Optional<Command> read = read(Topic.COMMANDS, Command.class, command);
        read.ifPresent(c -> prepared.put(c.id(), c));
        return read.isPresent();
    }

    private boolean intent(String command, String draft) {
        Optional<Open> read = read(Topic.COMMANDS, Command.class, command)
                .flatMap(c -> read(Topic.RECEIPTS, Receipt.class, draft).map(d -> new Open(c, d)));
        read.ifPresent(o -> {
            prepared.remove(o.command().id());
            open.put(o.command().id(), o);
            highestEpoch = Math.max(highestEpoch, o.command().epoch());
        });
        return read.isPresent();
    }

    private Receipt answer(Receipt receipt) {
        prepared.remove(receipt.command());
        open.remove(receipt.command());
        answered.put(receipt.command(), receipt);
        return receipt;
    }

    private boolean epoch(String number) {
        try {
            highestEpoch = Math.max(highestEpoch, Long.parseLong(number));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    long highestEpoch() {
        return highestEpoch;
    }

    Spends spends() {
        return spends;
    }

    List<Command> prepared() {
        return List.copyOf(prepared.values());
    }

    List<Open> open() {
        return List.copyOf(open.values());
    }

    Optional<Receipt> answered(CommandId command) {
        return Optional.ofNullable(answered.get(command));
    }

    List<Receipt> unsent() {
        return answered.values().stream()
                .filter(r -> !sent.contains(r.command()))
                .toList();
    }

    /// The same in as few lines as can be: answers before `limit` are left out, and of the rest all but the newest
    /// `most`; what is prepared or open stays, and so does what counts against a budget.
    List<Line> lines(Instant limit, int most, Uptime uptime) {
        List<Receipt> kept =
                answered.values().stream().filter(r -> r.at().isAfter(limit)).toList();
        kept = kept.subList(Math.max(0, kept.size() - most), kept.size());
        return Stream.of(
                        Stream.of(Line.of(Line.Kind.EPOCH, Long.toString(highestEpoch))),
                        spends.lines(uptime),
                        kept.stream().map(r -> Line.of(Line.Kind.OUTCOME, json(r))),
                        kept.stream()
                                .filter(r -> sent.contains(r.command()))
                                .map(r -> Line.of(Line.Kind.SENT, r.command().value())),
                        prepared.values().stream().map(c -> Line.of(Line.Kind.PREPARED, json(c))),
                        open.values().stream().map(o -> Line.of(Line.Kind.INTENT, json(o.command()), json(o.draft()))))
                .flatMap(lines -> lines)
                .toList();
    }

    static String json(Object record) {
        return new String(Wire.encode(record), StandardCharsets.UTF_8);
    }

    private static <T> Optional<T> read(Topic topic, Class<T> type, String json) {
        return switch (Wire.decode(topic, type, json.getBytes(StandardCharsets.UTF_8), Wire.SCHEMA)) {
            case Decoded.Good<T>(T value) -> Optional.of(value);
            case Decoded.Poison<T> _ -> Optional.empty();
        };
    }
}
