package io.hangup.agent.kafka;

import io.hangup.agent.loop.Bus;
import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Kafka as the duty cycle sees it. Its wait for commands is the cycle's wait.
public final class KafkaBus implements Bus, AutoCloseable {
    private final Outgoing outgoing;
    private final Incoming incoming;

    /// @param own the host's own key: everything sent is sealed with it
    /// @param time tells which commands are too old to be looked at
    public KafkaBus(KafkaSettings settings, HostKey own, InstantSource time) {
        incoming = new Incoming(settings, own.host(), time);
        outgoing = new Outgoing(settings, own, incoming::wake);
    }

    @Override
    public String send(HostSnapshot snapshot) {
        byte[] value = Wire.encode(snapshot);
        outgoing.send(Topic.SNAPSHOTS, value, new Parcel.Snapshot(snapshot.sequence()));
        return Wire.digest(value);
    }

    @Override
    public void send(Heartbeat heartbeat) {
        outgoing.send(Topic.HEARTBEATS, Wire.encode(heartbeat), new Parcel.Beat());
    }

    @Override
    public void send(Receipt receipt) {
        outgoing.send(Topic.RECEIPTS, Wire.encode(receipt), new Parcel.Answer(receipt.command()));
    }

    @Override
    public List<News> poll(Duration wait, boolean commands) {
        List<News> called = incoming.poll(wait, commands);
        return Stream.concat(outgoing.news(), called.stream()).toList();
    }

    @Override
    public void wake() {
        incoming.wake();
    }

    @Override
    public void close() {
        outgoing.close();
        incoming.close();
    }
}
