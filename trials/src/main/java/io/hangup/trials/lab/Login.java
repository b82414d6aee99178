package io.hangup.trials.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How somebody logs in: whom, where, with a terminal or not, to run what.
///
/// @param options more words for `ssh` before the destination, such as `-N` or `-L`
/// @param command what to run; empty for a login shell
public record Login(String user, String address, int port, boolean terminal, List<String> options, String command) {
    public Login {
        options = List.copyOf(options);
    }

    /// To the host's first sshd over IPv4, with a terminal and a login shell.
    public static Login of(String user, Host host) {
        return new Login(user, host.address4(), host.port(), true, List.of(), "");
    }

    public Login at(String otherAddress, int otherPort) {
        return new Login(user, otherAddress, otherPort, terminal, options, command);
    }

    public Login withoutTerminal() {
        return new Login(user, address, port, false, options, command);
    }

    public Login option(String... words) {
        List<String> more = new ArrayList<>(options);
        more.addAll(List.of(words));
        return new Login(user, address, port, terminal, more, command);
    }

    /// Runs this in the user's shell there instead of a login shell.
    public Login running(String there) {
        return new Login(user, address, port, terminal, options, there);
    }

    /// What every client of the lab has, unless its login says otherwise: nothing of the machine's own ssh
    /// settings, and no keepalive, which Debian's ssh else sends each 5 min under `BatchMode` (`ssh -G -o
    /// BatchMode=yes`). The key exchange is curve25519's, because OpenSSH's default costs the client 65 ms of CPU
    /// instead of 7, which counts with 500 of them.
    public static List<String> settings(Path key) {
        List<String> words = new ArrayList<>(List.of("-F", "none", "-i", key.toString()));
        for (String option : List.of(
                "IdentitiesOnly=yes",
                "BatchMode=yes",
                "ServerAliveInterval=0",
                "StrictHostKeyChecking=no",
                "UserKnownHostsFile=/dev/null",
                "KexAlgorithms=curve25519-sha256",
                "LogLevel=ERROR")) {
            words.addAll(List.of("-o", option));
        }
        return words;
    }

    /// The words that run this login on a client.
    public List<String> words(Path key) {
        List<String> words = new ArrayList<>(List.of("ssh"));
        // Of what is said twice, ssh takes the first.
        words.addAll(options);
        words.addAll(settings(key));
        words.addAll(List.of("-p", Integer.toString(port), terminal ? "-tt" : "-T"));
        words.add(user + "@" + address);
        if (!command.isEmpty()) {
            words.add(command);
        }
        return words;
    }
}
