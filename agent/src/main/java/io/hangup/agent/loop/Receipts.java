package io.hangup.agent.loop;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Answers on their way to Kafka. Each is sent until it arrived; the ledger holds those that do not fit here.
final class Receipts {
    /// The most that wait at a time.
    static final int LIMIT = 500;

    /// The most that are under way at a time.
    static final int WINDOW = 20;

    private final Bus bus;
    private final Consumer<CommandId> sent;
    private final Map<CommandId, Receipt> waiting = new LinkedHashMap<>();
    private final Set<CommandId> underWay = new HashSet<>();

    /// @param sent told of each that is safe in Kafka
    Receipts(Bus bus, Consumer<CommandId> sent) {
        this.bus = bus;
        this.sent = sent;
    }

    void send(Receipt receipt) {
        if (waiting.size() < LIMIT) {
            waiting.put(receipt.command(), receipt);
        }
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
            sent.accept(command);
        }
    }

    void lost(CommandId command) {
        underWay.remove(command);
    }
}
