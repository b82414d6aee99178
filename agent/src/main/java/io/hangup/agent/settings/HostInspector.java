package io.hangup.agent.settings;

import io.hangup.agent.audit.Effective;
import io.hangup.agent.audit.Elsewhere;
import io.hangup.agent.audit.Keepalive;
import io.hangup.protocol.session.Implementation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Inspects all that ought to end sessions on this host. It blocks, with bounds.
final class HostInspector {
    private static final int MOST_SERVERS = 4;
    private static final int LONGEST_NUMBER = 32;
    private static final Path SSH = Path.of("/usr/bin/ssh");
    private static final String SSH_CONFIG = "/etc/ssh/ssh_config";

    /// logind.conf(5); of drop-ins the file's name decides the order, and `/etc` comes last here, which is right where
    /// no two folders hold files that contradict each other.
    private static final List<String> LOGIND = List.of(
            "/usr/lib/systemd/logind.conf",
            "/etc/systemd/logind.conf",
            "/usr/lib/systemd/logind.conf.d/*.conf",
            "/run/systemd/logind.conf.d/*.conf",
            "/etc/systemd/logind.conf.d/*.conf");

    private static final List<String> PROFILES =
            List.of("/etc/profile", "/etc/profile.d/*.sh", "/etc/bash.bashrc", "/etc/bashrc");
    private static final Pattern SYSTEMD = Pattern.compile("libsystemd-shared-(\\d{3})");

    /// Changes whenever an inspection could find something else.
    String print(List<Server> servers) {
        StringBuilder print = new StringBuilder();
        for (Server server : servers.stream().limit(MOST_SERVERS).toList()) {
            print.append(server).append(OpensshInspector.files(server).print());
        }
        return print.append(ConfigTree.matching(LOGIND).print())
                .append(ConfigTree.matching(PROFILES).print())
                .append(ConfigTree.of(Path.of(SSH_CONFIG)).print())
                .append(kernel())
                .toString();
    }

    /// @param bootedAt what start ticks count from, on the clock of now
    Inspection inspect(List<Server> servers, Instant bootedAt) {
        var found = new Inspection();
        boolean first = true;
        for (Server server : servers.stream().limit(MOST_SERVERS).toList()) {
            inspect(server, bootedAt, found, first);
            first = false;
        }
        if (servers.size() > MOST_SERVERS) {
            found.trouble("only the first " + MOST_SERVERS + " SSH servers of this host were asked");
        }
        found.add(Elsewhere.logind(
                ConfigTree.matching(LOGIND).texts(), Files.isDirectory(Path.of("/run/systemd/seats")), systemd()));
        found.add(Elsewhere.shell(ConfigTree.matching(PROFILES).texts()));
        client(found);
        return found;
    }

    private void inspect(Server server, Instant bootedAt, Inspection found, boolean first) {
        if (server.implementation() == Implementation.DROPBEAR) {
            String place = "everyone at port " + server.port();
            Elsewhere.dropbear(server.line(), place).forEach(found::add);
            return;
        }
        Optional<Path> program = server.program();
        if (program.isEmpty()) {
            found.trouble("the program of the SSH server at port " + server.port() + " may not be read: run the agent"
                    + " as root, or with the capabilities CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH");
            return;
        }
        new OpensshInspector(server, program.get(), found).inspect(bootedAt, kernel(), first);
    }

    // ssh_config can run programs; nothing that a file names is run for an audit.
    private static void client(Inspection found) {
        ConfigTree files = ConfigTree.of(Path.of(SSH_CONFIG));
        boolean runs = files.texts().stream().anyMatch(text -> text.matches("(?is).*\\bmatch\\b[^\\n]*\\bexec\\b.*"));
        if (!Files.isExecutable(SSH)) {
            return;
        }
        if (runs) {
            found.trouble(SSH_CONFIG + " runs programs (Match exec), so it was not asked");
            return;
        }
        BoundedRun.of(List.of(SSH.toString(), "-F", SSH_CONFIG, "-G", "host.invalid"))
                .filter(BoundedRun.Outcome::good)
                .map(outcome -> Elsewhere.client(Effective.parse(outcome.printed())))
                .ifPresentOrElse(found::add, () -> found.trouble(SSH + " -G failed"));
    }

    private static Keepalive kernel() {
        return new Keepalive(sysctl("time", 7_200), sysctl("intvl", 75), (int) sysctl("probes", 9));
    }

    // At once: the kernel answers a second read of such a number with the end of the file, and Files.readString reads
    // the first byte alone.
    private static long sysctl(String name, long usual) {
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/net/ipv4/tcp_keepalive_" + name))) {
            return Long.parseLong(new String(in.readNBytes(LONGEST_NUMBER), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unreadable) {
            return usual;
        }
    }

    private static OptionalInt systemd() {
        for (String folder : List.of("/usr/lib/systemd", "/lib/systemd", "/usr/lib/x86_64-linux-gnu/systemd")) {
            for (Path library : ConfigTree.matching(Path.of(folder, "libsystemd-shared-*"))) {
                @Nullable Path name = library.getFileName();
                Matcher version = SYSTEMD.matcher(String.valueOf(name));
                if (version.find()) {
                    return OptionalInt.of(Integer.parseInt(version.group(1)));
                }
            }
        }
        return OptionalInt.empty();
    }
}
