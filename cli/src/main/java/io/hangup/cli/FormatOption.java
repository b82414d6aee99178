package io.hangup.cli;

import picocli.CommandLine.Option;

/// `-o`, the same for every command that answers.
final class FormatOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), wide, json or ndjson.")
    private Format format = Format.TABLE;

    Format chosen() {
        return format;
    }
}
