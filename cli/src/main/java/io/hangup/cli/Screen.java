package io.hangup.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.cli.text.SafeText;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.wire.Wire;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The one place that prints. Answers go to the output, everything said about them to the error output. Only [Text] and
/// JSON can be printed, so nothing that came from outside reaches a terminal unescaped.
final class Screen {
    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private Surroundings surroundings;

    Screen(InputStream in, PrintStream out, PrintStream err, Surroundings surroundings) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.err = err;
        this.surroundings = surroundings;
    }

    static Screen of(Map<String, String> environment) {
        return new Screen(
                new FileInputStream(FileDescriptor.in),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Surroundings.of(environment));
    }

    boolean interactive() {
        return surroundings.inputIsTerminal() && surroundings.outputIsTerminal();
    }

    boolean terminal() {
        return surroundings.outputIsTerminal();
    }

    int columns() {
        return surroundings.columns();
    }

    int rows() {
        return surroundings.rows();
    }

    void print(Text line) {
        print(List.of(line));
    }

    void print(List<Text> lines) {
        lines.forEach(line -> out.print(rendered(line) + "\n"));
        out.flush();
    }

    /// Looks how large the terminal is by now.
    void measure() {
        surroundings = surroundings.resized();
    }

    /// Puts `lines` in the place of what the terminal shows now.
    void redraw(List<Text> lines) {
        var frame = new StringBuilder("\u001b[H");
        lines.forEach(line -> frame.append(rendered(line.cut(columns()))).append("\u001b[K\n"));
        out.print(frame.append("\u001b[J"));
        out.flush();
    }

    /// A document over several lines.
    void json(JsonNode document) {
        document(document.toPrettyString());
    }

    /// Each element of `rows` on a line of its own.
    void ndjson(Iterable<JsonNode> rows) {
        rows.forEach(row -> document(row.toString()));
    }

    void ndjson(Object row) {
        try {
            document(Wire.json().writeValueAsString(row));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a record that was read can't be written", e);
        }
    }

    /// A script of our own making.
    void script(String text) {
        out.print(text);
        out.flush();
    }

    /// Something said about the answer.
    void note(String sentence) {
        note(Text.of(sentence));
    }

    void note(Text line) {
        err.print(rendered(line) + "\n");
        err.flush();
    }

    void warn(String sentence) {
        note(Text.of("warning: ", Tone.DOUBT).plus(sentence));
    }

    void fail(String sentence) {
        note(Text.of("hangup: ", Tone.BAD).plus(sentence));
    }

    /// Whether a person says yes; anything else is no.
    boolean confirmed(String question) {
        err.print(rendered(Text.of(question + " [y/N] ")));
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && answer.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether whoever read the output is gone.
    boolean unread() {
        return out.checkError();
    }

    /// For the help that picocli writes.
    PrintWriter help() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    private void document(String json) {
        out.print(SafeText.json(json) + "\n");
        out.flush();
    }

    private String rendered(Text line) {
        Text shown = surroundings.utf8() ? line : line.ascii();
        return surroundings.colour() ? shown.coloured() : shown.plain();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
