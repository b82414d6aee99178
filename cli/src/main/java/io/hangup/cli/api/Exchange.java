package io.hangup.cli.api;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/// Requests over HTTP/1.1, each on its own.
///
/// Through [HttpURLConnection], on purpose: a command that asks one question takes 20 ms of CPU with it and 260 ms with
/// `java.net.http`, which starts threads and a TLS context first (JDK 25, class archive, one GET on loopback).
final class Exchange {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 15_000;

    /// Two keepalives of 15 s missed, and a little more.
    private static final int SILENCE_MILLIS = 40_000;

    /// The largest answer that is read: about 100,000 sessions.
    private static final int LARGEST = 128 << 20;

    private static final int LARGEST_PROBLEM = 64 << 10;

    static {
        // What ends a connection is not sent a second time behind the operator's back.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final Server server;

    Exchange(Server server) {
        this.server = server;
    }

    byte[] get(URI uri) throws Failure {
        try {
            return answer(open(uri, ANSWER_MILLIS));
        } catch (IOException e) {
            throw Refusals.unreachable(server.base(), e);
        }
    }

    byte[] post(URI uri, byte[] json) throws Failure {
        try {
            return answer(written(connected(uri), json));
        } catch (IOException e) {
            throw Refusals.unreachable(server.base(), e);
        }
    }

    /// Posts what is acted on. Once somebody was there to take it, it may have been done, whatever became of the
    /// answer.
    byte[] order(URI uri, byte[] json) throws Failure {
        HttpURLConnection connection;
        try {
            connection = connected(uri);
        } catch (IOException e) {
            throw Refusals.unreachable(server.base(), e);
        }
        try {
            int status = written(connection, json).getResponseCode();
            if (status / 100 == 5 && status != HttpURLConnection.HTTP_UNAVAILABLE) {
                throw Refusals.unanswered(server.base(), refusal(connection).sentence());
            }
            return answer(connection);
        } catch (IOException e) {
            throw Refusals.unanswered(server.base(), Refusals.why(e));
        }
    }

    private HttpURLConnection connected(URI uri) throws IOException {
        HttpURLConnection connection = open(uri, ANSWER_MILLIS);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.connect();
        return connection;
    }

    private static HttpURLConnection written(HttpURLConnection connection, byte[] json) throws IOException {
        try (var out = connection.getOutputStream()) {
            out.write(json);
        }
        return connection;
    }

    EventStream stream(URI uri, String lastEventId) throws Failure {
        try {
            HttpURLConnection connection = open(uri, SILENCE_MILLIS);
            connection.setRequestProperty("Accept", "text/event-stream");
            if (!lastEventId.isEmpty()) {
                connection.setRequestProperty("Last-Event-ID", lastEventId);
            }
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw refusal(connection);
            }
            return new EventStream(connection.getInputStream(), connection::disconnect);
        } catch (IOException e) {
            throw Refusals.unreachable(server.base(), e);
        }
    }

    private HttpURLConnection open(URI uri, int patienceMillis) throws IOException {
        if (!(uri.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IllegalStateException("only http and https addresses are accepted: " + uri);
        }
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(patienceMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        server.token().ifPresent(token -> connection.setRequestProperty("Authorization", "Bearer " + token));
        return connection;
    }

    private static byte[] answer(HttpURLConnection connection) throws IOException, Failure {
        if (connection.getResponseCode() / 100 != 2) {
            throw refusal(connection);
        }
        try (InputStream body = connection.getInputStream()) {
            byte[] read = body.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new Failure(Exit.ERROR, "the answer is larger than " + LARGEST + " bytes: ask with a filter");
            }
            return read;
        }
    }

    private static Failure refusal(HttpURLConnection connection) throws IOException {
        URI uri = URI.create(connection.getURL().toString());
        try (InputStream body = connection.getErrorStream()) {
            byte[] read = body == null ? new byte[0] : body.readNBytes(LARGEST_PROBLEM);
            return Refusals.of(uri, connection.getResponseCode(), read);
        }
    }
}
