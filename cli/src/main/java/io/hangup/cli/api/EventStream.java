package io.hangup.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// An open stream of events, read by a thread of its own so that waiting for the next one can be bounded. A reader that
/// does not keep up stops the stream from being read further; the controller then ends it.
public final class EventStream implements AutoCloseable {
    private static final int LONGEST_LINE = 128 << 20;

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(1_000);
    private final InputStream body;
    private final Runnable end;
    private final Thread reader;
    private volatile boolean over;

    /// @param end ends the connection, also while it is being read
    EventStream(InputStream body, Runnable end) {
        this.body = body;
        this.end = end;
        this.reader = Thread.ofVirtual().name("event-stream").start(this::read);
    }

    /// The next event, or nothing within `patience`.
    public Optional<Event> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Whether nothing more will come: it ended, or not even a keepalive was heard.
    public boolean over() {
        return over && events.isEmpty();
    }

    @Override
    public void close() {
        reader.interrupt();
        end.run();
    }

    private void read() {
        var parser = new EventParser();
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (Optional<String> line = line(lines); line.isPresent(); line = line(lines)) {
                Optional<Event> event = parser.accept(line.get());
                if (event.isPresent()) {
                    events.put(event.get());
                }
            }
        } catch (IOException e) {
            over = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
        }
    }

    private static Optional<String> line(BufferedReader in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return Optional.of(line.toString());
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("a line of the stream is longer than " + LONGEST_LINE + " characters");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return Optional.empty();
    }
}
