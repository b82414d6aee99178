package io.hangup.cli;

import picocli.CommandLine.Option;

/// `-o`, the same for every command that answers.
final class FormatOption {
    @Option(
            names = {"-o", "--output", "--format"},
            paramLabel = "FORMAT",
            description = "table (default), wide, csv, json or ndjson.")
    private Format format = Format.TABLE;

    Format chosen() {
        return format;
    }
}
