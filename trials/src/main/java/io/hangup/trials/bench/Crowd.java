package io.hangup.trials.bench;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// People who log in to one host and then do nothing: each a real `ssh` with a terminal and a login shell, and without
/// the keepalives that Debian's adds under `BatchMode`, all at one moment when all have logged in together.
///
/// One shell on their node starts all clients, because 500 programs with a reader each would burden the machine that
/// is being measured. They share a keyboard, a FIFO that nobody writes to.
final class Crowd {
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol");
    private static final int AT_A_TIME = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Host host;
    private final Running shell;
    private final Path complaints;
    private int size;

    private Crowd(Lab lab, Host host, Running shell) {
        this.lab = lab;
        this.host = host;
        this.shell = shell;
        complaints = lab.folder().resolve("complaints");
    }

    static Crowd at(Node desk, Lab lab, Host host) {
        var crowd = new Crowd(lab, host, desk.start("bash"));
        Path keyboard = lab.folder().resolve("keyboard");
        crowd.shell.type("mkfifo " + keyboard + "; exec 9<>" + keyboard + " 8<" + keyboard);
        return crowd;
    }

    /// Lets more people log in until there are so many, a few at a time.
    void grow(int wanted) {
        while (size < wanted) {
            int next = Math.min(wanted, size + AT_A_TIME);
            for (; size < next; size++) {
                shell.type(
                        client(PEOPLE.get(size % PEOPLE.size())) + " <&8 8<&- 9>&- >/dev/null 2>>" + complaints + " &");
            }
            await(size);
        }
    }

    /// One of them was ended by somebody else.
    void lost() {
        size--;
        await(size);
    }

    /// Ends all clients, which closes their connections.
    void leave() {
        shell.type("kill $(jobs -p)");
        size = 0;
        await(0);
    }

    /// The terminals there really are, named as in `/dev`.
    Set<String> terminals() {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + host.init() + "/root/dev/pts"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(name -> "pts/" + name)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the host's terminals can't be listed", e);
        }
    }

    private String client(String person) {
        return Login.of(person, host).words(lab.key()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
    }

    private void await(int terminals) {
        if (!Patience.within(PATIENCE, () -> terminals().size() == terminals)) {
            throw new IllegalStateException(terminals().size() + " terminals instead of " + terminals + ": " + said());
        }
    }

    private String said() {
        try {
            return shell.said().text() + (Files.exists(complaints) ? Files.readString(complaints) : "");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
