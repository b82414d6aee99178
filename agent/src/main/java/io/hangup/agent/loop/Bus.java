package io.hangup.agent.loop;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.util.List;

/// The way to the controller and back. Sending takes a record over and never waits for the other side; what became of
/// it is news later.
public interface Bus {
    /// Takes a snapshot over and tells the digest of its bytes.
    String send(HostSnapshot snapshot);

    void send(Heartbeat heartbeat);

    void send(Receipt receipt);

    /// Waits for news, at most `wait`, and hands over all there is.
    ///
    /// @param commands whether commands are wanted; where not, they stay where they are until they are
    List<News> poll(Duration wait, boolean commands);

    /// Ends the wait under way, or the next one, at once. For any thread.
    void wake();

    /// What was handed over.
    sealed interface Parcel {
        record Snapshot(long sequence) implements Parcel {}

        record Beat() implements Parcel {}

        record Answer(CommandId command) implements Parcel {}
    }
}
