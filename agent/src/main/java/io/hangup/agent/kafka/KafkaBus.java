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

/// Kafka as the duty cycle sees it: others wait at the broker, and what they get is waited for here.
public final class KafkaBus implements Bus, AutoCloseable {
    private final Inbox inbox = new Inbox();
    private final Outgoing outgoing;
    private final Incoming incoming;

    /// @param own the host's own key: everything sent is sealed with it
    /// @param time tells which commands are too old to be looked at
    public KafkaBus(KafkaSettings settings, HostKey own, InstantSource time) {
        outgoing = new Outgoing(settings, own, inbox);
        incoming = Incoming.start(settings, own.host(), time, inbox);
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
        return inbox.take(wait, commands);
    }

    @Override
    public void wake() {
        inbox.wake();
    }

    @Override
    public void close() {
        outgoing.close();
        incoming.close();
    }
}
