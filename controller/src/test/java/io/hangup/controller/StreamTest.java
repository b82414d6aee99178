package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
@Timeout(90)
class StreamTest {
    @Test
    void tellsTheWholeFirstThenEachChangeAndResumesWhereAClientWas(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("stream");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT_IN_SHADOW);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            String seen;
            try (Events events = Events.of(site, "")) {
                assertThat(events.next().name).isEqualTo("reset");
                wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
                Event first = events.next();
                assertThat(first.name).isEqualTo("finding");
                assertThat(Site.tree(first.data).at("/subject/user").asText()).isEqualTo("alice");
                seen = first.id;
            }
            wires.publish(Samples.snapshot("web-2", 1, now, Samples.stuck(2, "bob", now)));
            site.rows("/api/v1/stuck", 2);

            try (Events events = Events.of(site, seen)) {
                Event missed = events.next();

                assertThat(missed.name).isEqualTo("finding");
                assertThat(Site.tree(missed.data).at("/subject/user").asText()).isEqualTo("bob");
            }
        }
    }

    @Test
    void tellsAClientOfAnEarlierControllerTheWholeAgain(Kafka kafka) throws Exception {
        try (Site site = Site.ready(kafka.bootstrap(), kafka.fresh("again"), Rules.NONE);
                Events events = Events.of(site, "999-5")) {
            assertThat(events.next().name).isEqualTo("reset");
        }
    }

    @Test
    void isAliveByAnEventThatAPageCanHear(Kafka kafka) throws Exception {
        try (Site site = Site.ready(kafka.bootstrap(), kafka.fresh("alive"), Rules.NONE)) {
            String seen;
            try (Events events = Events.of(site, "")) {
                seen = events.next().id;
            }

            try (Events events = Events.of(site, seen)) {
                Event keepalive = events.next();
                assertThat(keepalive.name).isEqualTo("keepalive");
                assertThat(keepalive.data).isEqualTo("{\"fresh\":0,\"known\":0}");
            }
        }
    }

    /// One event as it came.
    private record Event(String id, String name, String data) {}

    /// An open stream.
    private record Events(InputStream body, BufferedReader lines) implements AutoCloseable {
        static Events of(Site site, String lastSeen) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(site.uri("/api/v1/stuck/stream"));
            if (!lastSeen.isEmpty()) {
                request.header("last-event-id", lastSeen);
            }
            HttpResponse<InputStream> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
            InputStream body = response.body();
            return new Events(body, new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        }

        Event next() throws IOException {
            String id = "";
            String name = "";
            String data = "";
            while (true) {
                String line = lines.readLine();
                if (line.isEmpty() && !name.isEmpty()) {
                    return new Event(id, name, data);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
