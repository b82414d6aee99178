package io.hangup.cli.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of the three programs, and how it is started.
///
record Part(String name, List<String> arguments) {
    static Part broker(Path data, String listen) {
        return new Part("broker", List.of("--data", data.toString(), "--listen", listen));
    }

    static Part controller(Path config) {
        return new Part("controller", List.of("--config", config.toString()));
    }

    static Part agent(Path config) {
        return new Part("agent", List.of("--config", config.toString()));
    }

    static Part policyCheck(Path policy) {
        return new Part("agent", List.of("--check-policy", policy.toString()));
    }

    /// The command that runs it from the checkout `home`.
    ///
    /// `setsid` keeps Ctrl-C from reaching it before its turn, `setpriv` lets it die with this process even when
    /// this one is killed: the kernel then sends TERM (`PR_SET_PDEATHSIG`, prctl(2)).
    List<String> command(Path home) {
        List<String> command = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "TERM"));
        command.addAll(plain(home));
        return command;
    }

    /// The command that runs it at this terminal and ends with it.
    List<String> plain(Path home) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path target = home.resolve(name).resolve("target");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.add("@" + home.resolve(name).resolve("jvm.options"));
        command.addAll(List.of("-cp", classPath(target), "io.hangup." + name + ".Main"));
        command.addAll(arguments);
        return command;
    }

    private String classPath(Path target) {
        Path jar = target.resolve("hangup-" + name + "-" + Release.VERSION + ".jar");
        return jar + ":" + target.resolve("lib").resolve("*");
    }
}
