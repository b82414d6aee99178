package io.hangup.trials.kinds;

import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Connections that carry other connections, several sessions, or none.
final class Tunnels {
    /// A service on every host that says the time twice a second to whoever connects.
    static final int CLOCK = 7007;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Tunnels() {}

    static Act unused(Place place) {
        int port = port();
        Running client = place.desk().ssh(forwarding(place, "bob", port).option("-N"));
        Predicate<Duration> carries = limit -> carries(place, port, limit);
        awaits(carries, client);
        return place.act("bob", client, carries);
    }

    static Act used(Place place) {
        int port = port();
        Running client = place.desk().ssh(forwarding(place, "alice", port).option("-N"));
        awaits(limit -> carries(place, port, limit), client);
        Running reader = reader(place, port);
        return place.act("alice", client, limit -> more(reader, limit));
    }

    /// `ssh -J` as it really is: through a connection without session, to a second one inside it.
    static Act jump(Place place) {
        String port = Integer.toString(place.host().port());
        String hop = String.join(
                " ",
                place.words(
                        "ssh",
                        "-p",
                        port,
                        "-W",
                        "[%h]:%p",
                        "alice@" + place.host().address4()));
        Act act = place.prompting(place.login("alice").option("-o", "ProxyCommand=" + hop));
        return act.from(place.host().address4());
    }

    /// A master with three channels: two prompts and a command.
    static Act multiplexed(Place place) {
        Shared shared = shared(place);
        return place.act(
                "alice",
                shared.master(),
                limit -> shared.prompts().stream().allMatch(channel -> channel.answers(limit)));
    }

    /// One connection with three sessions.
    ///
    /// @param prompts two shells
    /// @param command one without terminal
    record Shared(Running master, List<Running> prompts, Running command) {}

    static Shared shared(Place place) {
        String path = place.file("mux").toString();
        Login login = place.login("alice").option("-S", path);
        Running master = place.desk().ssh(login.withoutTerminal().option("-M", "-N"));
        Patience.await(
                "the master " + master,
                Place.TO_SHOW,
                () -> place.desk()
                        .command(
                                "ssh",
                                "-F",
                                "none",
                                "-S",
                                path,
                                "-O",
                                "check",
                                "alice@" + place.host().address4())
                        .run()
                        .good());
        return new Shared(
                master,
                List.of(place.prompt(login), place.prompt(login)),
                place.working(login.withoutTerminal().running("echo at w''ork; sleep 12004")));
    }

    static Login forwarding(Place place, String user, int port) {
        return place.login(user).withoutTerminal().option("-L", "127.0.0.1:" + port + ":127.0.0.1:" + CLOCK);
    }

    /// Somebody on the desk who uses the tunnel all the time.
    static Running reader(Place place, int port) {
        return place.desk()
                .start("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port + "; exec cat <&3")
                .await(":", Place.TO_SHOW);
    }

    static boolean more(Running reader, Duration limit) {
        long before = reader.said().position();
        return Patience.within(limit, () -> reader.said().position() > before);
    }

    private static boolean carries(Place place, int port, Duration limit) {
        return Patience.within(
                limit,
                () -> place.desk()
                        .command("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port + "; head -c 20 <&3")
                        .within(limit.plusSeconds(2))
                        .run()
                        .out()
                        .contains(":"));
    }

    static int port() {
        return 18_000 + NUMBER.incrementAndGet();
    }

    static void awaits(Predicate<Duration> proof, Running client) {
        if (!proof.test(Place.TO_SHOW)) {
            throw new LabFailure(
                    "does not carry: " + client + "\n" + client.said().text());
        }
    }
}
