package io.hangup.agent.restart;

import io.hangup.agent.policy.Restart;
import io.hangup.agent.policy.Supervisor;
import io.hangup.agent.restart.Supervision.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what keeps a process running, by what really does: its parent, its cgroup, its pid file. Nothing is guessed: a
/// manager that is only installed runs nothing.
final class Search {
    private static final int LONGEST = 65_536;
    private static final Pattern PARENT = Pattern.compile("\\) \\S (\\d+) ");
    private static final Pattern SYSTEMD = Pattern.compile("(?m)^(?:0:|\\d+:name=systemd):(/.*)$");
    private static final Pattern PIDFILE = Pattern.compile("(?m)^pidfile=(/.+)$");

    /// Debian's init script, and other distributions'.
    private static final List<String> SCRIPTS = List.of("ssh", "sshd");

    /// sshd's own.
    private static final String PID_FILE = "run/sshd.pid";

    private final Path root;

    /// @param root of the host, as this process sees it
    Search(Path root) {
        this.root = root;
    }

    /// @param way by which it would be restarted: where several services could be meant, its unit is looked at first
    Found of(int pid, Restart way) {
        Optional<Integer> parent = text("proc/" + pid + "/stat").flatMap(Search::parent);
        if (parent.isEmpty()) {
            return new Found.Nothing("process " + pid + " has ended");
        }
        return supervisor(parent.get())
                .or(() -> systemd(pid))
                .or(() -> openrc(pid, way.unit()).map(Found.By::new))
                .orElseGet(() -> new Found.Nothing("nothing that Hangup knows keeps process " + pid
                        + " running: neither systemd, supervisord, OpenRC, runit nor s6"));
    }

    /// A parent of another user's than root's could call itself anything. What it is called, whose it is and when it
    /// began is read before and after the rest, so that all of it is of one process.
    private Optional<Found> supervisor(int parent) {
        Path folder = root.resolve("proc/" + parent);
        Optional<ProcessCard> card = ProcessCard.of(folder).filter(ProcessCard::roots);
        Optional<Found> found = card.flatMap(c -> named(c.name(), parent));
        return found.isEmpty() || ProcessCard.of(folder).equals(card)
                ? found
                : Optional.of(
                        new Found.Nothing("what runs it (process " + parent + ") became another process meanwhile"));
    }

    private Optional<Found> named(String name, int parent) {
        String folder = "proc/" + parent + "/";
        Optional<Found> supervision = switch (name) {
            case "supervisord" ->
                Optional.of(supervisord(text(folder + "cmdline").flatMap(Search::settings)));
            case "runsv" -> link(folder + "cwd").map(cwd -> new Found.By(Supervision.in(Supervisor.RUNIT, cwd)));
            case "s6-supervise" -> link(folder + "cwd").map(cwd -> new Found.By(Supervision.in(Supervisor.S6, cwd)));
            default -> Optional.empty();
        };
        return supervision.map(found -> link(folder + "exe")
                .map(exe -> Path.of(exe.toString().replaceFirst(" \\(deleted\\)$", "")))
                .map(Footing::ofFile)
                .orElseGet(() -> Optional.of("its program can't be read"))
                .<Found>map(fault -> new Found.Nothing(
                        "process " + parent + " is called " + name + ", but it is not root's alone: " + fault))
                .orElse(found));
    }

    private static Found supervisord(Optional<String> settings) {
        return settings.flatMap(file -> Footing.ofFile(Path.of(file)))
                .<Found>map(fault -> new Found.Nothing("the settings of supervisord are not root's alone: " + fault))
                .orElseGet(() -> new Found.By(
                        new Supervision(Supervisor.SUPERVISORD, Optional.empty(), Optional.empty(), settings)));
    }

    /// `supervisord -c FILE`, `-cFILE`, `--configuration=FILE` and `--configuration FILE`.
    private static Optional<String> settings(String commandLine) {
        List<String> words = Arrays.asList(commandLine.split("\0", -1));
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--configuration=")) {
                return Optional.of(word.substring("--configuration=".length()));
            }
            if ((word.equals("-c") || word.equals("--configuration")) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
            if (word.startsWith("-c") && word.length() > 2) {
                return Optional.of(word.substring(2));
            }
        }
        return Optional.empty();
    }

    /// systemd puts each unit into a cgroup of its own (systemd.unit(5), sd_booted(3)).
    private Optional<Found> systemd(int pid) {
        return Files.isDirectory(root.resolve("run/systemd/system"))
                ? cgroup(pid).map(path -> unit(pid, path))
                : Optional.empty();
    }

    /// systemd's own, of the old cgroups or the new ones.
    private Optional<String> cgroup(int pid) {
        return text("proc/" + pid + "/cgroup").stream()
                .flatMap(text -> SYSTEMD.matcher(text).results())
                .map(line -> line.group(1))
                .filter(path -> !path.equals("/"))
                .findFirst();
    }

    /// Who else is in this process's cgroup, or below it.
    List<Integer> beside(int pid) {
        Optional<String> its = cgroup(pid);
        return its.isEmpty()
                ? List.of()
                : children(root.resolve("proc")).stream()
                        .map(folder -> String.valueOf(folder.getFileName()))
                        .filter(name -> name.matches("\\d{1,9}"))
                        .map(Integer::valueOf)
                        .filter(other -> other != pid)
                        .filter(other -> cgroup(other)
                                .filter(path -> path.equals(its.get()) || path.startsWith(its.get() + "/"))
                                .isPresent())
                        .toList();
    }

    private static Found unit(int pid, String path) {
        List<String> parts = Arrays.asList(path.split("/", -1));
        String last = parts.getLast();
        boolean systems = parts.stream().noneMatch(part -> part.equals("..") || part.startsWith("user@"));
        return systems && last.endsWith(".service")
                ? new Found.By(Supervision.of(Supervisor.SYSTEMD, last))
                : new Found.Nothing("process " + pid + " runs in " + path + ", which is no service of systemd: somebody"
                        + " started it by hand");
    }

    /// OpenRC knows what it started, and where that has its pid: as start-stop-daemon of its own noted it, or as the
    /// service's script says. Debian's script for sshd is one that OpenRC runs and does not watch (measured, 0.45).
    private Optional<Supervision> openrc(int pid, String unit) {
        if (!Files.exists(root.resolve("run/openrc/softlevel"))) {
            return Optional.empty();
        }
        List<String> services = Stream.concat(
                        children(root.resolve("run/openrc/started")).stream()
                                .map(service -> String.valueOf(service.getFileName()))
                                .filter(name -> pidFiles(name).anyMatch(file -> names(file, pid))),
                        SCRIPTS.stream()
                                .filter(name -> Files.exists(root.resolve("etc/init.d/" + name)))
                                .filter(_ -> names(PID_FILE, pid)))
                .toList();
        return services.stream()
                .filter(unit::equals)
                .findFirst()
                .or(() -> services.stream().findFirst())
                .map(name -> Supervision.of(Supervisor.OPENRC, name));
    }

    /// Below the root.
    private Stream<String> pidFiles(String service) {
        Stream<String> noted = children(root.resolve("run/openrc/daemons/" + service)).stream()
                .flatMap(file -> text(root.relativize(file).toString()).stream())
                .flatMap(text -> PIDFILE.matcher(text).results())
                .map(line -> line.group(1));
        return Stream.concat(noted, text("run/openrc/options/" + service + "/pidfile").map(String::strip).stream())
                .filter(file -> file.startsWith("/"))
                .map(file -> file.substring(1));
    }

    private boolean names(String pidFile, int pid) {
        return text(pidFile)
                .filter(text -> text.strip().equals(Integer.toString(pid)))
                .isPresent();
    }

    private static Optional<Integer> parent(String stat) {
        // The name may hold anything, also brackets: what counts comes after the last one.
        Matcher matcher = PARENT.matcher(stat.substring(Math.max(0, stat.lastIndexOf(')'))));
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    private Optional<Path> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(root.resolve(path)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static List<Path> children(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(found::add);
        } catch (IOException | DirectoryIteratorException notThere) {
            return List.of();
        }
        return found;
    }

    private Optional<String> text(String path) {
        try (var in = Files.newInputStream(root.resolve(path))) {
            return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
