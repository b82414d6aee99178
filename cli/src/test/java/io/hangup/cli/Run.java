package io.hangup.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/// One run of the command, with what it printed.
record Run(int exit, String out, String err) {
    static final Surroundings PIPE = new Surroundings(false, false, false, true, Integer.MAX_VALUE, Integer.MAX_VALUE);
    static final Surroundings TERMINAL = new Surroundings(true, true, true, true, 200, 50);

    static Run of(Map<String, String> environment, String... arguments) {
        return of(PIPE, "", environment, arguments);
    }

    static Run of(Surroundings surroundings, String typed, Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var screen = new Screen(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                surroundings);
        int exit = Main.run(new Context(screen, environment), InstantSource.fixed(Samples.NOON), arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
