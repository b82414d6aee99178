package io.hangup.agent.probe;

import java.util.Optional;
import java.util.OptionalLong;

/// How many TCP connections have begun in this process's network namespace since it came up, from either end:
/// `ActiveOpens` and `PassiveOpens` of `/proc/net/snmp` (RFC 4022).
final class Births {
    /// `Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens`, proc_net(5).
    private static final int BEFORE_ACTIVE_OPENS = 5;

    private final ProcFiles files;

    Births(ProcFiles files) {
        this.files = files;
    }

    /// Those in the network that is looked at; empty where this process is in another one.
    ///
    /// @param reader of processes in the network that is looked at
    /// @param self this process
    static Optional<Births> of(ProcessReader reader, ProcFiles files, int self) {
        return reader.inOurNetwork(self) ? Optional.of(new Births(files)) : Optional.empty();
    }

    /// Empty when the kernel does not tell.
    OptionalLong count() {
        int length = files.read("net/snmp");
        byte[] text = files.bytes();
        for (int at = 0; at + 6 < length; at = lineAfter(text, at, length)) {
            // The line with this name and a number behind it: the one before has the columns' names.
            if (text[at] == 'T'
                    && text[at + 1] == 'c'
                    && text[at + 2] == 'p'
                    && text[at + 3] == ':'
                    && digit(text[at + 5])) {
                int active = wordAfter(text, at, length, BEFORE_ACTIVE_OPENS);
                int passive = wordAfter(text, active, length, 1);
                return passive < length && digit(text[active]) && digit(text[passive])
                        ? OptionalLong.of(files.number(active, length) + files.number(passive, length))
                        : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private static boolean digit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static int lineAfter(byte[] text, int from, int length) {
        int at = from;
        while (at < length && text[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /// Where the word begins that is so many spaces further; `length` when there is none.
    private static int wordAfter(byte[] text, int from, int length, int spaces) {
        int at = from;
        for (int passed = 0; passed < spaces && at < length; at++) {
            if (text[at] == ' ') {
                passed++;
            }
        }
        return at;
    }
}
