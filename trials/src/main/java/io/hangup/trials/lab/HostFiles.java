package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The files in which a host differs from the machine: who it is, its users and their keys, its ssh servers'
/// settings. They are laid out in the lab's folder; the host's init copies them over the machine's.
final class HostFiles {
    /// The people of every host, from uid 2001 on; all log in with the lab's one key.
    static final List<String> PEOPLE = List.of("alice", "bob", "carol");

    private static final int FIRST_UID = 2001;
    private static final int PEOPLES_UIDS = 1000;
    private static final int NOBODY = 65534;

    private final Path folder;

    HostFiles(Path folder) {
        this.folder = folder;
    }

    void write(HostPlan plan, Path key, String hosts) {
        try {
            Files.createDirectories(folder.resolve("fs"));
            identity(plan.name(), hosts);
            keys(key);
            if (plan.release().isPresent()) {
                services(plan);
            } else {
                users();
                settings(plan);
            }
        } catch (IOException e) {
            throw new LabFailure("cannot write the files of " + plan.name(), e);
        }
    }

    private void settings(HostPlan plan) throws IOException {
        for (int port : plan.sshd()) {
            text("etc/ssh/sshd_config_" + port, SshdConfig.whole(plan, port));
        }
        if (!plan.sshd().isEmpty()) {
            text("etc/ssh/sshd_config", SshdConfig.whole(plan, plan.sshd().getFirst()));
        }
    }

    /// A booted host has its people and its sshd already.
    private void services(HostPlan plan) throws IOException {
        text("etc/ssh/sshd_config.d/lab.conf", SshdConfig.beforeDebians(plan));
        for (int port : plan.dropbear()) {
            String unit = "dropbear-" + port + ".service";
            text("etc/systemd/system/" + unit, """
                    [Service]
                    ExecStartPre=/usr/bin/dropbearkey -t ed25519 -f /etc/dropbear-%1$d.key
                    ExecStart=/usr/sbin/dropbear -F -E -p %1$d -r /etc/dropbear-%1$d.key
                    KillMode=process
                    """.formatted(port));
            Path wants = Files.createDirectories(folder.resolve("etc/systemd/system/multi-user.target.wants"));
            Files.createSymbolicLink(wants.resolve(unit), Path.of("..", unit));
        }
    }

    private void identity(String name, String hosts) throws IOException {
        text("etc/hostname", name + "\n");
        text("etc/machine-id", UUID.randomUUID().toString().replace("-", "") + "\n");
        text("boot_id", UUID.randomUUID() + "\n");
        text("etc/hosts", "127.0.0.1 localhost\n::1 localhost\n" + hosts);
    }

    /// The machine's system users, because its packages need them, and none of its people.
    private void users() throws IOException {
        var passwd = new StringBuilder(systemOnly("/etc/passwd"));
        var group = new StringBuilder(systemOnly("/etc/group"));
        var shadow = new StringBuilder();
        for (String line : passwd.toString().lines().toList()) {
            shadow.append(line, 0, line.indexOf(':')).append(":*:19000:0:99999:7:::\n");
        }
        int uid = FIRST_UID;
        for (String person : PEOPLE) {
            passwd.append("%s:x:%d:%d::/home/%s:/bin/bash\n".formatted(person, uid, uid, person));
            group.append("%s:x:%d:\n".formatted(person, uid));
            shadow.append("%s:*:19000:0:99999:7:::\n".formatted(person));
            uid++;
        }
        text("etc/passwd", passwd.toString());
        text("etc/group", group.toString());
        text("etc/shadow", shadow.toString());
        // pam_loginuid is what tells a login from a connection that has not logged in; the rest is the least sshd
        // needs.
        text("etc/pam.d/sshd", """
                auth     required pam_unix.so
                account  required pam_unix.so
                session  optional pam_loginuid.so
                session  optional pam_keyinit.so force revoke
                session  required pam_limits.so
                session  required pam_env.so
                """);
    }

    private static String systemOnly(String file) throws IOException {
        var kept = new StringBuilder();
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            lines.filter(HostFiles::isSystem).forEach(line -> kept.append(line).append('\n'));
        }
        return kept.toString();
    }

    private static boolean isSystem(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 4 || PEOPLE.contains(fields[0]) || !fields[2].matches("[0-9]{1,9}")) {
            return false;
        }
        int id = Integer.parseInt(fields[2]);
        return id < PEOPLES_UIDS || id == NOBODY;
    }

    private void keys(Path key) throws IOException {
        Path hostKey = folder.resolve("etc/ssh/ssh_host_ed25519_key");
        Files.createDirectories(hostKey.getParent());
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", hostKey.toString())
                .check();
        for (String person : PEOPLE) {
            ssh("home/" + person + "/.ssh/", key);
        }
        ssh("root/.ssh/", key);
    }

    /// Everybody may log in, and log in from here to every other host of the lab.
    private void ssh(String dotSsh, Path key) throws IOException {
        text(dotSsh + "authorized_keys", Files.readString(key.resolveSibling(key.getFileName() + ".pub")));
        text(dotSsh + "id_ed25519", Files.readString(key));
        text(dotSsh + "config", """
                StrictHostKeyChecking no
                UserKnownHostsFile /dev/null
                LogLevel ERROR
                """);
    }

    private void text(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
