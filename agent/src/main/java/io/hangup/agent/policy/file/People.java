package io.hangup.agent.policy.file;

import io.hangup.agent.policy.Person;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SshSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who the users of this host are: passwd(5), group(5), and for each login the groups that the kernel gave its
/// processes, `Gid` and `Groups` of `/proc/PID/status`, proc(5). A directory service is never asked: that could take
/// any time.
public final class People {
    private final Path root;

    /// @param root of the host's files: `/`
    public People(Path root) {
        this.root = root;
    }

    /// Who has logged in by a connection; empty when nobody has, or it can't be seen.
    Optional<Person> of(Connection connection) {
        return connection
                .user()
                .map(account -> of(
                        account.uid(),
                        Stream.concat(
                                        connection.child().stream(),
                                        connection.sessions().stream().map(SshSession::leader))
                                .toList()));
    }

    /// Who that is.
    ///
    /// @param processes of which some may be his
    Person of(int number, List<HostProcess> processes) {
        String uid = Integer.toUnsignedString(number);
        List<String[]> users = fields("etc/passwd", 4).stream()
                .filter(user -> user[2].equals(uid))
                .toList();
        Set<String> names = new HashSet<>(List.of(uid));
        users.forEach(user -> names.add(user[0]));
        Set<String> given = new HashSet<>();
        processes.stream().map(process -> gids(process, number)).forEach(given::addAll);
        boolean seen = !given.isEmpty();
        users.forEach(user -> given.add(user[3]));
        Map<String, String> groups = new HashMap<>();
        Set<String> all = new HashSet<>(given);
        for (String[] group : fields("etc/group", 4)) {
            groups.put(group[2], group[0]);
            boolean listed = Arrays.stream(group[3].split(",", -1)).anyMatch(names::contains);
            if (listed || given.contains(group[2])) {
                all.add(group[0]);
                all.add(group[2]);
            }
        }
        return new Person(
                number, names, !users.isEmpty(), all, seen, groups.keySet().containsAll(given));
    }

    /// Group ids of a process of that user; empty when it is not his, or can't be read.
    private Set<String> gids(HostProcess process, int uid) {
        Set<String> gids = new HashSet<>();
        boolean his = false;
        for (String line : lines("proc/" + process.pid() + "/status")) {
            String[] words = line.strip().split("\\s+", -1);
            his |= words[0].equals("Uid:") && words.length > 1 && words[1].equals(Integer.toUnsignedString(uid));
            if (words[0].equals("Gid:") || words[0].equals("Groups:")) {
                gids.addAll(Arrays.asList(words).subList(1, words.length));
            }
        }
        return his ? gids : Set.of();
    }

    /// The last parts of the cgroups of these processes and of all cgroups above them; empty when one that still runs
    /// can't be read.
    Optional<Set<String>> units(List<HostProcess> processes) {
        Set<String> units = new HashSet<>();
        for (HostProcess process : processes) {
            try {
                for (String line : Files.readAllLines(
                        root.resolve("proc/" + process.pid() + "/cgroup"), StandardCharsets.ISO_8859_1)) {
                    units.addAll(
                            Arrays.asList(line.replaceFirst("^[^:]*:[^:]*:", "").split("/", -1)));
                }
            } catch (IOException e) {
                if (Files.exists(root.resolve("proc/" + process.pid()))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(units);
    }

    private List<String[]> fields(String file, int atLeast) {
        return lines(file).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length >= atLeast)
                .toList();
    }

    /// What can't be read is not there; who is then unknown is protected. Lines end with `\n` and nothing else: the
    /// kernel escapes no other end of a line in a process's name.
    private List<String> lines(String file) {
        try {
            return List.of(Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1)
                    .split("\n", -1));
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
