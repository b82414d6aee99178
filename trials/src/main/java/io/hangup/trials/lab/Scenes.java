package io.hangup.trials.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// What goes on in a fleet, each with a real client. A method returns when its session is in the state that it
/// names.
public final class Scenes {
    private static final Duration TO_LOG_IN = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final Duration ONE_LOOK = Duration.ofSeconds(2);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Scenes() {}

    /// A person at a prompt who types a command every two seconds.
    public static Scene typing(Node from, Host host, String user) {
        Running client = shell(from, Login.of(user, host));
        Thread.ofVirtual().name("typist").start(() -> {
            while (!client.awaitExit(BETWEEN_LINES) && client.type("uptime >/dev/null")) {
                // The next line.
            }
        });
        return healthy("typing", host, user, client, client::answers);
    }

    /// A person who went away and left a prompt.
    public static Scene idle(Node from, Host host, String user) {
        Running client = shell(from, Login.of(user, host));
        return healthy("idle", host, user, client, client::answers);
    }

    /// A build without a terminal: it uses CPU, has children, and says nothing until it is asked.
    public static Scene build(Node from, Host host, String user) {
        String asked = "/tmp/build-" + NUMBER.incrementAndGet();
        Running client = from.ssh(Login.of(user, host)
                        .withoutTerminal()
                        .running("touch %1$s; echo building; while sleep 0.5; do gzip -1c /usr/bin/ssh >/dev/null;"
                                .concat(" if [ -s %1$s ]; then cat %1$s; : >%1$s; fi; done")
                                .formatted(asked)))
                .await("building", TO_LOG_IN);
        return healthy("build", host, user, client, limit -> {
            String word = "answer-" + NUMBER.incrementAndGet() + ".";
            host.exec("bash", "-c", "echo " + word + " >" + asked);
            return client.said().awaits(word, 0, limit);
        });
    }

    /// An `scp` of a file without an end (100 GB), at 1 MB/s.
    public static Scene transfer(Node from, Host host, String user) {
        host.exec("truncate", "--size=100G", "/home/" + user + "/image");
        List<String> words = new ArrayList<>(List.of("scp", "-q", "-l", "8000", "-P", Integer.toString(host.port())));
        words.addAll(Login.settings(from.lab().key()));
        words.addAll(List.of(user + "@" + host.address4() + ":image", "/dev/null"));
        Running client = from.start(words.toArray(String[]::new));
        Predicate<Duration> moves = moves(client);
        awaits("the first bytes of " + client, client, moves);
        return healthy("transfer", host, user, client, moves);
    }

    private static Predicate<Duration> moves(Running client) {
        long anAnswer = 1 << 16;
        return limit -> {
            long before = client.bytesMoved();
            return Patience.within(limit, () -> client.bytesMoved() > before + anAnswer);
        };
    }

    /// A tunnel without a session (`ssh -N -L`).
    public static Scene tunnel(Node from, Host host, String user) {
        int port = 18_000 + NUMBER.incrementAndGet();
        Running client = from.ssh(Login.of(user, host)
                .withoutTerminal()
                .option("-N", "-L", "127.0.0.1:" + port + ":127.0.0.1:" + host.port()));
        Predicate<Duration> carries = limit -> Patience.within(
                limit,
                () -> from.command("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port + "; head -c 4 <&3")
                        .within(limit.plus(ONE_LOOK))
                        .run()
                        .out()
                        .equals("SSH-"));
        awaits("the tunnel of " + client, client, carries);
        return healthy("tunnel", host, user, client, carries);
    }

    /// Several prompts over one connection (ControlMaster); the first scene is the master's own, an idle `-N`.
    public static List<Scene> multiplexed(Node from, Host host, String user, int channels) {
        String path =
                from.lab().folder().resolve("mux-" + NUMBER.incrementAndGet()).toString();
        Login login = Login.of(user, host).option("-S", path);
        Running master = from.ssh(login.withoutTerminal().option("-M", "-N"));
        Predicate<Duration> serves =
                limit -> from.command("ssh", "-F", "none", "-S", path, "-O", "check", user + "@" + host.address4())
                        .within(limit.plus(ONE_LOOK))
                        .run()
                        .good();
        awaits("the master " + master, master, limit -> Patience.within(limit, () -> serves.test(ONE_LOOK)));
        List<Scene> scenes = new ArrayList<>(List.of(healthy("master", host, user, master, serves)));
        for (int i = 0; i < channels; i++) {
            Running channel = shell(from, login);
            scenes.add(healthy("channel", host, user, channel, channel::answers));
        }
        return scenes;
    }

    /// Stuck: the path is cut while output is on its way. The node is this client's alone, for all of it is cut
    /// off.
    public static Scene pathCut(Node alone, Host host, String user) {
        Running client = alone.ssh(Login.of(user, host).running("while echo out''put; do sleep 0.2; done"))
                .await("output", TO_LOG_IN);
        alone.cut();
        return new Scene("path cut", true, host, user, client, client::answers);
    }

    /// Stuck: a client that connects and never says a word. sshd drops it after `LoginGraceTime`, unless that
    /// is 0.
    public static Scene preAuthSilence(Node from, Host host) {
        Running client = from.silence(host, host.port());
        return new Scene("pre-auth silence", true, host, "", client, _ -> false);
    }

    /// Stuck: the command is done, and a process that it left behind holds the session's pipe.
    public static Scene hangOnLogout(Node from, Host host, String user) {
        Running client = from.ssh(Login.of(user, host).withoutTerminal().running("sleep 12001 & echo done"))
                .await("done", TO_LOG_IN);
        return new Scene("hang on logout", true, host, user, client, _ -> false);
    }

    private static Running shell(Node from, Login login) {
        Running client = from.ssh(login);
        awaits("the prompt of " + client, client, client::answers);
        return client;
    }

    private static void awaits(String what, Running client, Predicate<Duration> proof) {
        if (!proof.test(TO_LOG_IN)) {
            throw new LabFailure("not within " + TO_LOG_IN.toSeconds() + " s: " + what + "\n"
                    + client.said().text().strip());
        }
    }

    private static Scene healthy(String kind, Host host, String user, Running client, Predicate<Duration> proof) {
        return new Scene(kind, false, host, user, client, proof);
    }
}
