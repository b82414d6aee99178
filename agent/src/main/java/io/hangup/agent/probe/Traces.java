package io.hangup.agent.probe;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What single processes still carry of the login that started them.
final class Traces {
    static final int HANGUP = 1;
    static final int INTERRUPT_AND_QUIT = 2 | 4;

    /// What devpts(5) shows of a terminal whose other side is gone. It stands without its folder where that is
    /// not in our mount namespace.
    private static final Pattern HUNG_UP = Pattern.compile("(/dev/pts)?/\\d+ \\(deleted\\)");

    private static final Pattern OF_A_LOGIN = Pattern.compile("/session-[^/]+\\.scope(/|$)", Pattern.MULTILINE);
    private static final Pattern UNIT = Pattern.compile("\\.(scope|service)(/|$)", Pattern.MULTILINE);
    private static final List<String> STANDARD = List.of("fd/0", "fd/1", "fd/2");

    private final ProcFiles files;
    private boolean refused;

    Traces(ProcFiles files) {
        this.files = files;
    }

    /// Whether its environment says so: sshd and dropbear set it for every session; `su -` drops it.
    boolean overSsh(int pid) {
        int length = files.read(pid, "environ");
        refused |= Kernel.refused(length);
        return length > 0 && ("\0" + text(length)).contains("\0SSH_CONNECTION=");
    }

    /// Whether an environment could not be read since the last call.
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    /// Whether one of its standard descriptors is a terminal that was hung up.
    boolean hungUp(int pid) {
        return STANDARD.stream().anyMatch(name -> {
            int length = files.link(pid, name);
            return length > 0 && HUNG_UP.matcher(text(length)).matches();
        });
    }

    /// Whether one of its standard descriptors is a pipe.
    boolean piped(int pid) {
        return STANDARD.stream().anyMatch(name -> files.startsWith("pipe:[", files.link(pid, name)));
    }

    /// The cgroups of these processes.
    Set<String> cgroups(Iterable<Integer> pids) {
        Set<String> all = new HashSet<>();
        pids.forEach(pid -> all.add(cgroup(pid)));
        return all;
    }

    /// Whether it runs in a unit of its own: neither in a login's scope nor where the listeners are, as logins do on a
    /// host without logind. What can't be read counts as one.
    boolean managed(int pid, Set<String> listeners) {
        String cgroup = cgroup(pid);
        return cgroup.isEmpty()
                || (!listeners.contains(cgroup)
                        && !OF_A_LOGIN.matcher(cgroup).find()
                        && UNIT.matcher(cgroup).find());
    }

    // "0::/user.slice/user-1000.slice/user@1000.service/app.slice/…"
    private String cgroup(int pid) {
        int length = files.read(pid, "cgroup");
        return length > 0 ? text(length) : "";
    }

    private String text(int length) {
        return new String(files.bytes(), 0, length, StandardCharsets.ISO_8859_1);
    }
}
