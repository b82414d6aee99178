package io.hangup.trials.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `./hangup up` on one machine as a newcomer has it: log in by ssh, and what Hangup says of the session is what the
/// machine itself says; log out, and it is gone; end one by hand, and the receipt is true.
public final class UpTrial implements Trial {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(20);
    /// What the first issue promises between a login or logout and the list.
    private static final Duration PROMISED = Duration.ofSeconds(6);
    /// Times of a terminal are kept in steps of 8 s; a program may read while we look.
    private static final long TERMINAL_STEP_SECONDS = 8;

    @Override
    public String name() {
        return "up";
    }

    @Override
    public String shows() {
        return "./hangup up, then ssh localhost: the session is listed as /proc has it, and gone after logout";
    }

    @Override
    public String usually() {
        return "40 s";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        try (Lab lab = Lab.raise()) {
            Host box = lab.hosts(HostPlan.named("box").sshd(2222)).getFirst();
            var hangup = new OneMachine(box);
            score.step("./hangup up on a host of its own, sshd on port 2222");
            Running up = hangup.up();
            try {
                up.await("Hangup is up", TO_START);
                score.step("it is up");
                seenAndGone(hangup, box, score);
                endedByHand(hangup, score);
            } catch (RuntimeException e) {
                score.detail(up.said().text());
                throw e;
            }
            up.stop(TO_STOP);
            score.claim("TERM stops all of it", hangup.processes() == 0, hangup.processes() + " processes left");
        }
    }

    private static void seenAndGone(OneMachine hangup, Host box, Score score) {
        Running ssh = hangup.login("alice");
        Instant loggedIn = Instant.now();
        Optional<JsonNode> row = hangup.awaitRow("alice", PROMISED);
        long millis = Duration.between(loggedIn, Instant.now()).toMillis();
        score.figure("login to list, ms", millis);
        if (!score.claim("a login is listed within 6 s", row.isPresent(), millis + " ms")) {
            return;
        }
        JsonNode session = row.orElseThrow();
        score.detail(session.toPrettyString());
        int pid = session.at("/leader/stamp/pid").asInt();
        equal(score, "pid: the shell that sshd started", hangup.shellOf("alice"), String.valueOf(pid));
        String tty = session.at("/terminal/device").asText();
        equal(
                score,
                "tty: as ps says",
                box.exec("ps", "-o", "tty=", "-p", String.valueOf(pid)).strip(),
                tty);
        equal(
                score,
                "uid: as /proc says",
                hangup.uidOf(pid),
                session.at("/user/uid").asText());
        equal(
                score,
                "peer: as SSH_CONNECTION says",
                hangup.peerOf(pid),
                session.at("/peer/address").asText() + " "
                        + session.at("/peer/port").asText());
        long atime = Long.parseLong(box.exec("stat", "-c", "%X", "/dev/" + tty).strip());
        long lastInput = Instant.parse(session.at("/lastInput").asText()).getEpochSecond();
        score.claim(
                "idle: as stat /dev/" + tty + " says",
                Math.abs(atime - lastInput) <= TERMINAL_STEP_SECONDS,
                "atime " + atime + ", lastInput " + lastInput);
        ssh.type("exit");
        Instant loggedOut = Instant.now();
        boolean gone = Patience.within(PROMISED, () -> hangup.row("alice").isEmpty());
        long after = Duration.between(loggedOut, Instant.now()).toMillis();
        score.figure("logout to list, ms", after);
        score.claim("a logout removes it within 6 s", gone, after + " ms");
    }

    private static void endedByHand(OneMachine hangup, Score score) {
        Running bystander = hangup.login("carol");
        Running bob = hangup.login("bob");
        Optional<JsonNode> row = hangup.awaitRow("bob", PROMISED);
        if (!score.claim("a session to end is listed", row.isPresent(), "")) {
            return;
        }
        String id = row.orElseThrow().path("id").asText();
        String receipt = hangup.kill(id);
        score.detail(receipt);
        score.claim("hangup kill ends it", bob.awaitExit(PROMISED), id);
        score.claim("and the receipt says so", receipt.contains("gone"), "");
        score.claim("the session beside it still answers", bystander.answers(PROMISED), "");
        bystander.close();
    }

    private static void equal(Score score, String what, String expected, String seen) {
        score.claim(
                what, expected.equals(seen), expected.equals(seen) ? seen : "machine " + expected + ", Hangup " + seen);
    }
}
