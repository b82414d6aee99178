package io.hangup.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hangup.protocol.feed.Problem;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A real HTTP server on a port of its own that answers what it was told to, and remembers what it was asked.
final class FakeController implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> before = new ConcurrentHashMap<>();
    private final Map<String, Queue<List<String>>> streams = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private static final int CUT = 0;

    private record Answer(int status, String body) {}

    FakeController() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeController on(String request, Object record) {
        return on(request, 200, record);
    }

    FakeController on(String request, int status, Object record) {
        return raw(request, status, new String(Wire.encode(record), StandardCharsets.UTF_8));
    }

    FakeController raw(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    FakeController refusing(String request, int status, String title, String detail) {
        return on(request, status, new Problem(title, status, detail));
    }

    /// Answers so once, before what it answers otherwise.
    FakeController first(String request, int status, Object record) {
        String body = new String(Wire.encode(record), StandardCharsets.UTF_8);
        before.computeIfAbsent(request, _ -> new ConcurrentLinkedQueue<>()).add(new Answer(status, body));
        return this;
    }

    /// Takes the request and cuts the connection.
    FakeController cutting(String request) {
        return raw(request, CUT, "");
    }

    /// The next stream asked for at `path` consists of these chunks and then ends.
    FakeController streaming(String path, List<String> chunks) {
        streams.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(chunks);
        return this;
    }

    /// `METHOD path?query|Authorization|Last-Event-ID|body` of everything asked so far.
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "|"
                    + header(exchange, "Authorization") + "|" + header(exchange, "Last-Event-ID") + "|" + body);
            String path = exchange.getRequestURI().getRawPath();
            Queue<List<String>> waiting = streams.get(path);
            if (waiting != null) {
                stream(exchange, waiting.poll());
                return;
            }
            String request = exchange.getRequestMethod() + " " + path;
            Answer once =
                    before.getOrDefault(request, new ConcurrentLinkedQueue<>()).poll();
            Answer answer = once == null ? answers.getOrDefault(request, new Answer(404, "{}")) : once;
            if (answer.status() == CUT) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void stream(HttpExchange exchange, List<String> chunks) throws IOException {
        if (chunks == null) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String chunk : chunks) {
                out.write(chunk.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
