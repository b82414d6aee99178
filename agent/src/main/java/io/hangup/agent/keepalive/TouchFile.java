package io.hangup.agent.keepalive;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.hangup.agent.liveness.Keepalive;
import io.hangup.agent.liveness.Sockets;
import io.hangup.agent.liveness.Touched;
import io.hangup.agent.liveness.Touches;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The list of changed sockets in one small file, `probe.touched`, replaced in one step. Written before the
/// first socket of it is changed, empty when none is. One line a socket:
/// `BOOT PID TICKS COOKIE` and twice `ON IDLE INTERVAL COUNT TIMEOUT`, what was and what we made of it.
///
/// Whoever opens it must be the only agent on this state: see the ledger's lock.
public final class TouchFile implements Touches {
    private static final int FIELDS = 14;

    private final Path file;
    private final Path next;
    private final BootId boot;

    public TouchFile(Path folder, BootId boot) {
        this.file = folder.resolve("probe.touched");
        this.next = folder.resolve("probe.touched.next");
        this.boot = boot;
    }

    @Override
    public Optional<String> keep(List<Touched> all, boolean durable) {
        var text = new StringBuilder();
        all.forEach(one -> text.append(line(one)));
        try {
            write(text.toString(), durable);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + ": " + e.getMessage());
        }
    }

    /// Sets back what an earlier agent left changed when it was killed. What is of another boot, or of a process or
    /// socket that is gone, is forgotten. To be called before anything is changed anew.
    ///
    /// @param told one line for each socket
    /// @return why nothing may be changed from now on; empty when all is well
    public Optional<String> recover(Sockets sockets, Consumer<String> told) {
        try {
            List<Touched> owed = new ArrayList<>();
            for (Touched one : read(told)) {
                if (!mend(one, sockets, told)) {
                    owed.add(one);
                }
            }
            return owed.isEmpty() ? keep(List.of(), true) : Optional.of(owed.size() + " sockets can't be set back");
        } catch (IOException e) {
            return Optional.of(file + " can't be read: " + e.getMessage());
        }
    }

    private static boolean mend(Touched one, Sockets sockets, Consumer<String> told) {
        String whose = "socket " + one.cookie() + " of process " + one.process().pid();
        return switch (sockets.take(one.process(), one.cookie())) {
            case Sockets.Taken.Missed(String why) -> {
                told.accept("What an earlier agent changed of " + whose + " is forgotten: " + why);
                yield true;
            }
            case Sockets.Taken.Held(Sockets.Hold hold) -> {
                try (hold) {
                    Optional<String> failed = hold.keepalive()
                            .map(now -> hold.put(Keepalive.mended(now, one.before(), one.ours()), false))
                            .orElse(Optional.of("its options can't be read"));
                    told.accept(failed.map(why -> "The keepalive options of " + whose + " can't be set back: " + why)
                            .orElse("The keepalive options of " + whose + " are as they were before an earlier agent"));
                    yield failed.isEmpty();
                }
            }
        };
    }

    private List<Touched> read(Consumer<String> told) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Touched> all = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(" ", -1);
            if (!fields[0].equals(boot.value())) {
                continue;
            }
            try {
                all.add(parse(fields));
            } catch (IllegalArgumentException e) {
                told.accept("A line of " + file + " can't be read and is left out");
            }
        }
        return all;
    }

    private void write(String text, boolean durable) throws IOException {
        try (var out = FileChannel.open(next, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            if (durable) {
                out.force(true);
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        if (durable) {
            try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
                folder.force(true);
            }
        }
    }

    private String line(Touched one) {
        return boot + " " + one.process().pid() + " " + one.process().startTicks() + " " + one.cookie() + " "
                + text(one.before()) + " " + text(one.ours()) + "\n";
    }

    private static String text(Keepalive k) {
        return (k.on() ? 1 : 0) + " " + k.idleSeconds() + " " + k.intervalSeconds() + " " + k.count() + " "
                + k.userTimeoutMillis();
    }

    private static Touched parse(String[] fields) {
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a line of this file");
        }
        return new Touched(
                new ProcessStamp(Integer.parseInt(fields[1]), Long.parseLong(fields[2])),
                SocketCookie.parse(fields[3]),
                keepalive(fields, 4),
                keepalive(fields, 9));
    }

    private static Keepalive keepalive(String[] fields, int at) {
        return new Keepalive(
                fields[at].equals("1"),
                Integer.parseInt(fields[at + 1]),
                Integer.parseInt(fields[at + 2]),
                Integer.parseInt(fields[at + 3]),
                Integer.parseInt(fields[at + 4]));
    }
}
