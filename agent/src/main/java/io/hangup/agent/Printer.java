package io.hangup.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the agent says to whoever started it: standard output for what it is asked for, standard error for what is
/// wrong.
final class Printer {
    private final PrintStream out = to(FileDescriptor.out);
    private final PrintStream err = to(FileDescriptor.err);

    private static PrintStream to(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    void say(String text) {
        out.println(text);
    }

    void complain(List<String> problems) {
        problems.forEach(err::println);
    }
}
