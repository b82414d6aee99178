package io.hangup.trials.demo;

import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.Chain.Gap;
import io.hangup.protocol.feed.Chain.Hop;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.OutgoingConnection.Via;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// Chains of real `ssh` over three real hosts: alice types her way from her office over a and b to c, bob jumps over a,
/// carol goes through address translation. Each hop is asked for, and one is ended without the rest.
public final class ChainTrial implements Trial {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Agents look for forwards within a minute.
    private static final Duration UNTIL_FORWARDS = Duration.ofSeconds(75);

    private static final String NO_RULES = """
            rules:
              - {id: never, summary: never, on: connection, where: fleet, when: connection.tcp.retransmits >= 1000}
            """;

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public String shows() {
        return "office -> a -> b -> c by real ssh: joined over hosts, tildes counted, one hop ended without the rest";
    }

    @Override
    public String usually() {
        return "1 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        score.step("raising hosts a, b and c with real sshd, a broker, a controller and an agent on each");
        try (Stage stage = Stage.raise(
                NO_RULES,
                HostPlan.named("a").sshd(22),
                HostPlan.named("b").sshd(22),
                HostPlan.named("c").sshd(22))) {
            stage.attempt(score::detail, () -> {
                Node office = stage.lab().node("office");
                Optional<Running> bob = options.brief() ? Optional.empty() : Optional.of(jump(stage, office));
                typed(stage, office, score);
                translated(stage, office, score);
                if (bob.isPresent()) {
                    jumped(stage, bob.get(), score);
                }
            });
        }
    }

    private static void typed(Stage stage, Node office, Score score) throws Failure {
        Running alice = office.ssh(Login.of("alice", stage.host("a")));
        onwards(alice, "a", "b");
        onwards(alice, "b", "c");
        Optional<Chain> chain = await(stage, "alice", "c", SOON, it -> it.hops().size() == 3);
        if (!score.claim("alice's chain is three hops, joined over hosts", chain.isPresent(), "")) {
            return;
        }
        List<Hop> hops = chain.get().hops();
        show(score, chain.get());
        score.claim(
                "from outside to a, to b, to c",
                hops.stream().map(ChainTrial::host).toList().equals(List.of("a", "b", "c"))
                        && hops.getFirst().gap() == Gap.CLIENT_OUTSIDE
                        && hops.stream().skip(1).allMatch(hop -> hop.gap() == Gap.NONE),
                "");
        boolean known = Patience.within(SOON, () -> tildes(stage, "alice", "c").equals(List.of(1, 2, 3)));
        score.claim("one, two and three ~ reach them", known, tildes(stage, "alice", "c") + "");

        alice.send("\n~~~.");
        // What follows at once in the same packet ends with the client on b.
        boolean back = Patience.within(SOON, () -> isOn(alice, "b"));
        score.claim("~~~. ends the third hop and no other", back, "");
        onwards(alice, "b", "c");
        end(stage, alice, score);
    }

    private static void end(Stage stage, Running alice, Score score) throws Failure {
        Optional<Chain> chain = await(stage, "alice", "c", SOON, it -> it.hops().size() == 3);
        Optional<String> last = chain.flatMap(it -> it.hops().getLast().closes());
        if (!score.claim("the hop from b to c can be ended", last.isPresent(), last.orElse(""))) {
            return;
        }
        CommandView sent =
                stage.api().send(CommandRequest.drop(last.get(), "chain trial")).value();
        boolean answered = Patience.within(SOON, () -> receipt(stage, sent).isPresent());
        Optional<Receipt> receipt = receipt(stage, sent);
        score.claim(
                "its receipt says gone",
                answered
                        && receipt.filter(r -> r.outcome() instanceof Outcome.Gone)
                                .isPresent(),
                receipt.map(r -> r.took().toMillis() + " ms").orElse("no receipt"));
        score.claim("the shell on b came back, and office -> a -> b still answers", isOn(alice, "b"), "");
        boolean left =
                await(stage, "alice", "b", SOON, it -> it.hops().size() == 2).isPresent();
        score.claim("two hops are left", left, "");
    }

    private static void translated(Stage stage, Node office, Score score) throws Failure {
        stage.host("b")
                .command("nft", "-f", "-")
                .reading("""
                table ip hidden {
                  chain outwards {
                    type nat hook postrouting priority 100;
                    ip daddr %s tcp dport 22 masquerade fully-random
                  }
                }
                """.formatted(stage.host("c").address4()))
                .check();
        Running carol = office.ssh(Login.of("carol", stage.host("b")));
        onwards(carol, "b", "c");
        // Whose address it is where it ends is known from what has arrived there, so that has to be seen first.
        Optional<Chain> far = await(stage, "carol", "c", SOON, it -> it.hops().size() == 1);
        score.claim(
                "where address translation hides a connection's client, that is unknown, and not guessed",
                far.filter(it -> it.hops().getFirst().gap() == Gap.CLIENT_UNMATCHED)
                        .isPresent(),
                far.map(it -> it.hops().getFirst().why()).orElse(""));
        Optional<Chain> near = await(stage, "carol", "b", SOON, it -> it.hops().size() == 2);
        if (!score.claim("carol's client on b is seen", near.isPresent(), "")) {
            return;
        }
        show(score, near.get());
        Hop unknown = near.get().hops().getLast();
        score.claim(
                "so is where it ends, seen from there",
                unknown.gap() == Gap.SERVER_UNMATCHED
                        && unknown.verdict() == SessionVerdict.UNKNOWN
                        && unknown.closes().isEmpty()
                        && unknown.escapes().isEmpty(),
                unknown.why());
        carol.close();
    }

    /// `ssh -J a b`, begun early: its forward takes a while to be seen.
    private static Running jump(Stage stage, Node office) throws IOException {
        Path settings = stage.lab().folder().resolve("jump");
        Files.writeString(settings, """
                IdentityFile %s
                IdentitiesOnly yes
                StrictHostKeyChecking no
                UserKnownHostsFile /dev/null
                LogLevel ERROR
                """.formatted(stage.lab().key()));
        return office.start(
                "ssh",
                "-F",
                settings.toString(),
                "-tt",
                "-J",
                "bob@" + stage.host("a").address4(),
                "bob@" + stage.host("b").address4());
    }

    private static void jumped(Stage stage, Running bob, Score score) throws Failure {
        Optional<Chain> chain =
                await(stage, "bob", "b", UNTIL_FORWARDS, it -> it.hops().size() == 2);
        if (!score.claim("bob's jump over a is two hops", chain.isPresent(), "")) {
            return;
        }
        show(score, chain.get());
        List<Hop> hops = chain.get().hops();
        score.claim(
                "a forwards, and only the hop to b takes a ~",
                host(hops.getFirst()).equals("a")
                        && hops.getFirst().escapes().isEmpty()
                        && hops.getLast().via().equals(Optional.of(Via.FORWARD))
                        && hops.getLast().escapes().equals(OptionalInt.of(1)),
                "");
        bob.send("\n~.");
        score.claim("~. ends it", bob.awaitExit(SOON), "");
    }

    private static void onwards(Running shell, String from, String to) {
        Patience.await("a shell on " + from, SOON, () -> isOn(shell, from));
        shell.type("ssh -4 -tt " + to);
        Patience.await("a shell on " + to, SOON, () -> isOn(shell, to));
    }

    // What was typed before the shell was there is read by it later, so asking again does no harm.
    private static boolean isOn(Running shell, String host) {
        long before = shell.said().position();
        shell.type("echo on-''$(hostname).");
        return shell.said().awaits("on-" + host + ".", before, Duration.ofSeconds(3));
    }

    private static Optional<Chain> await(
            Stage stage, String user, String host, Duration limit, Predicate<Chain> wanted) {
        Patience.within(limit, () -> chain(stage, user, host).filter(wanted).isPresent());
        return chain(stage, user, host).filter(wanted);
    }

    /// The chain of this user's only connection to this host.
    private static Optional<Chain> chain(Stage stage, String user, String host) {
        try {
            var rows = stage.api()
                    .sessions(new Filter(host, user, "", "", false))
                    .value()
                    .rows();
            return rows.size() == 1
                    ? Optional.of(
                            stage.api().chain(rows.getFirst().connection()).value())
                    : Optional.empty();
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private static List<Integer> tildes(Stage stage, String user, String host) {
        return chain(stage, user, host).stream()
                .flatMap(chain -> chain.hops().stream())
                .map(hop -> hop.escapes().orElse(0))
                .toList();
    }

    private static Optional<Receipt> receipt(Stage stage, CommandView sent) {
        try {
            return stage.api().command(sent.command().id()).value().receipt();
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private static String host(Hop hop) {
        return hop.host().map(HostId::value).orElse("?");
    }

    private static void show(Score score, Chain chain) {
        chain.hops()
                .forEach(hop -> score.detail("-> " + hop.number() + " " + host(hop) + " "
                        + hop.connection().or(hop::client).orElse("") + " " + hop.gap() + " "
                        + "~".repeat(hop.escapes().orElse(0))));
    }
}
