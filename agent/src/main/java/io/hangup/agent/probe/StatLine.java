package io.hangup.agent.probe;

import io.hangup.protocol.session.ProcessState;
import java.nio.charset.StandardCharsets;

/// `/proc/PID/stat`, proc(5), read in place: one object for any number of lines.
final class StatLine {
    private byte[] line = {};
    private int open;
    private int shut;
    private final long[] fields = new long[LAST + 1];

    private static final int PARENT = 4;
    private static final int GROUP = 5;
    private static final int SESSION = 6;
    private static final int TTY = 7;
    private static final int FOREGROUND = 8;
    private static final int USER_TIME = 14;
    private static final int CHILDREN_SYSTEM_TIME = 17;
    private static final int THREADS = 20;
    private static final int START = 22;
    private static final int LAST = START;

    /// Reads one line. The command may hold any byte, also blanks and brackets: it ends at the *last* bracket.
    ///
    /// @return whether it is one
    boolean parse(byte[] bytes, int length) {
        line = bytes;
        open = 0;
        while (open < length && bytes[open] != '(') {
            open++;
        }
        shut = length - 1;
        while (shut > open && bytes[shut] != ')') {
            shut--;
        }
        return shut > open && shut + 2 < length && numbers(length);
    }

    private boolean numbers(int length) {
        int at = shut + 3;
        for (int field = PARENT; field <= LAST; field++) {
            at++;
            boolean negative = at < length && line[at] == '-';
            at += negative ? 1 : 0;
            int from = at;
            long value = 0;
            while (at < length && line[at] >= '0' && line[at] <= '9') {
                value = value * 10 + line[at++] - '0';
            }
            if (at == from) {
                return false;
            }
            fields[field] = negative ? -value : value;
        }
        return true;
    }

    ProcessState state() {
        return ProcessState.of((char) line[shut + 2]);
    }

    /// Whether this is the command, without making a string of it.
    boolean commandIs(String command) {
        int length = shut - open - 1;
        if (command.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (command.charAt(i) != (line[open + 1 + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /// Whatever bytes the process chose; those that are no UTF-8 are replaced.
    String command() {
        return new String(line, open + 1, shut - open - 1, StandardCharsets.UTF_8);
    }

    int parent() {
        return (int) fields[PARENT];
    }

    int group() {
        return (int) fields[GROUP];
    }

    int posixSession() {
        return (int) fields[SESSION];
    }

    int tty() {
        return (int) fields[TTY];
    }

    int foreground() {
        return (int) fields[FOREGROUND];
    }

    int threads() {
        return (int) fields[THREADS];
    }

    /// Of the process and of children it waited for.
    long cpuTicks() {
        long sum = 0;
        for (int field = USER_TIME; field <= CHILDREN_SYSTEM_TIME; field++) {
            sum += fields[field];
        }
        return sum;
    }

    long startTicks() {
        return fields[START];
    }
}
