package io.hangup.controller.loop;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// What waits to be decided. Hosts coalesce: however much comes in of one, it is looked at once, as it is by then.
final class Inbox {
    /// Hosts in one turn: some milliseconds of work.
    private static final int HOSTS_A_TURN = 100;

    /// Receipts and wishes in one turn.
    private static final int OTHERS_A_TURN = 500;

    private static final int MOST_ASKS = 100;
    private static final int ENOUGH_ANSWERS = 5_000;
    private static final int MOST_NOTES = 100;

    private final SequencedSet<HostId> hosts = new LinkedHashSet<>();
    private final ArrayDeque<Reply> answers = new ArrayDeque<>();
    private final ArrayDeque<Ask> asks = new ArrayDeque<>();
    private final ArrayDeque<Entry> notes = new ArrayDeque<>();
    private final Set<HostId> missed = new HashSet<>();
    private final Set<HostId> gone = new HashSet<>();
    private boolean tick;

    void look(HostId host) {
        hosts.add(host);
    }

    /// Nothing was heard of it for longer than it may be silent, and that was ours.
    void missed(HostId host) {
        missed.add(host);
    }

    /// It was taken out.
    void gone(HostId host) {
        gone.add(host);
    }

    void add(Reply answer) {
        answers.add(answer);
    }

    boolean add(Ask ask) {
        return asks.size() < MOST_ASKS && asks.add(ask);
    }

    /// What was refused before it came to be decided, for the audit.
    void note(Entry entry) {
        if (notes.size() < MOST_NOTES) {
            notes.add(entry);
        }
    }

    void tick() {
        tick = true;
    }

    boolean full() {
        return answers.size() >= ENOUGH_ANSWERS;
    }

    /// The next turn's share; empty when nothing waits.
    Optional<Batch> next() {
        if (hosts.isEmpty()
                && answers.isEmpty()
                && asks.isEmpty()
                && notes.isEmpty()
                && missed.isEmpty()
                && gone.isEmpty()
                && !tick) {
            return Optional.empty();
        }
        Batch batch = new Batch(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(notes),
                new ArrayList<>(missed),
                new ArrayList<>(gone),
                tick);
        for (int i = 0; i < HOSTS_A_TURN && !hosts.isEmpty(); i++) {
            batch.hosts.add(hosts.removeFirst());
        }
        for (int i = 0; i < OTHERS_A_TURN && !answers.isEmpty(); i++) {
            batch.answers.add(answers.removeFirst());
        }
        for (int i = 0; i < OTHERS_A_TURN && !asks.isEmpty(); i++) {
            batch.asks.add(asks.removeFirst());
        }
        notes.clear();
        missed.clear();
        gone.clear();
        tick = false;
        return Optional.of(batch);
    }

    /// Puts back what could not be written, to be decided again.
    void putBack(Batch batch) {
        hosts.addAll(batch.hosts);
        batch.answers.reversed().forEach(answers::addFirst);
        batch.asks.reversed().forEach(asks::addFirst);
        batch.notes.reversed().forEach(notes::addFirst);
        missed.addAll(batch.missed);
        gone.addAll(batch.gone);
        tick |= batch.tick;
    }

    /// A host's answer.
    ///
    /// @param first the command, when this is its first answer and it is still known
    record Reply(Receipt receipt, Optional<Command> first) {}

    /// One turn's share.
    record Batch(
            List<HostId> hosts,
            List<Reply> answers,
            List<Ask> asks,
            List<Entry> notes,
            List<HostId> missed,
            List<HostId> gone,
            boolean tick) {}
}
