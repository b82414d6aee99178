package io.hangup.cli;

import picocli.CommandLine.Option;

/// Which host and user a command is about.
final class WhereOptions {
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host.")
    private String host = "";

    @Option(names = "--user", paramLabel = "USER", description = "Only this user.")
    private String user = "";

    String host() {
        return host;
    }

    String user() {
        return user;
    }
}
