package io.hangup.agent.loop;

import io.hangup.protocol.wire.Envelope;

/// What a [Bus] has to tell.
public sealed interface News {
    /// A record is safe in Kafka.
    record Arrived(Bus.Parcel parcel) implements News {}

    /// A record may not have arrived.
    record Lost(Bus.Parcel parcel, String why) implements News {}

    /// Something that wants to be a command for this host. Not a byte of it was read.
    record Called(Envelope command) implements News {}

    /// A record for this host that can't be a command.
    record Poison(Kind kind, String why) implements News {}

    /// Why a record was set aside.
    enum Kind {
        UNREADABLE,
        UNTRUSTED
    }
}
