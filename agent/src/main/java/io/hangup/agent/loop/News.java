package io.hangup.agent.loop;

import io.hangup.protocol.command.Authority;
import io.hangup.protocol.command.Command;

/// What a [Bus] has to tell.
public sealed interface News {
    /// A record is safe in Kafka.
    record Arrived(Bus.Parcel parcel) implements News {}

    /// A record may not have arrived.
    record Lost(Bus.Parcel parcel, String why) implements News {}

    /// A command whose signatures are valid.
    record Ordered(Command command, Authority authority) implements News {}

    /// A command that nobody here can check, for want of keys. It is never carried out.
    record Unverifiable(Command command, String why) implements News {}

    /// A record for this host that is no command, or whose signature is not valid.
    record Poison(Kind kind, String why) implements News {}

    /// Why a record was set aside.
    enum Kind {
        UNREADABLE,
        UNTRUSTED
    }
}
