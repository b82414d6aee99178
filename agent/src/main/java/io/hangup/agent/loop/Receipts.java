package io.hangup.agent.loop;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Answers on their way to Kafka. Each is sent until it arrived; the journal holds those that do not fit here.
final class Receipts {
    /// The most that wait at a time.
    static final int LIMIT = 500;

    /// The most that are under way at a time.
    static final int WINDOW = 20;

    private final Bus bus;
    private final Journal journal;
    private final Map<CommandId, Receipt> waiting = new LinkedHashMap<>();
    private final Set<CommandId> underWay = new HashSet<>();

    Receipts(Bus bus, Journal journal) {
        this.bus = bus;
        this.journal = journal;
        journal.unsent().forEach(this::keep);
    }

    void send(Receipt receipt) {
        keep(receipt);
        flush();
    }

    /// Sends what waits, also again what was lost.
    void flush() {
        for (Receipt receipt : List.copyOf(waiting.values())) {
            if (underWay.size() >= WINDOW) {
                return;
            }
            if (underWay.add(receipt.command())) {
                bus.send(receipt);
            }
        }
    }

    void arrived(CommandId command) {
        underWay.remove(command);
        if (waiting.remove(command) != null) {
            journal.sent(command);
        }
    }

    void lost(CommandId command) {
        underWay.remove(command);
    }

    private void keep(Receipt receipt) {
        if (waiting.size() < LIMIT) {
            waiting.put(receipt.command(), receipt);
        }
    }
}
