package io.hangup.trials.kinds;

import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Something works there, and nobody types.
final class Work {
    private static final long SOME_BYTES = 1 << 15;

    private Work() {}

    /// A program at a terminal that only computes: a twentieth of a CPU, so that a machine can hold many.
    static Act computes(Place place) {
        return silent(place, place.login("alice"), "for i in {1..20000}; do :; done; sleep 0.5");
    }

    static Act computesWithoutTerminal(Place place) {
        return silent(place, place.login("bob").withoutTerminal(), "for i in {1..20000}; do :; done; sleep 0.5");
    }

    /// Reads and writes files, and nothing else.
    static Act writesFiles(Place place) {
        String file = "/tmp/data-" + place.desk().name();
        return silent(
                place,
                place.login("bob"),
                "dd if=/dev/zero of=" + file + " bs=64k count=4 conv=fsync status=none; sleep 0.3");
    }

    private static Act silent(Place place, Login login, String turn) {
        String pulse = "/tmp/pulse-" + place.desk().name();
        Running client = place.working(
                login.running("echo at w''ork; while :; do %s; : >>%s; touch %2$s; done".formatted(turn, pulse)));
        return place.act(login.user(), client, limit -> {
            String before = touched(place, pulse);
            return Patience.within(limit, () -> !touched(place, pulse).equals(before));
        });
    }

    private static String touched(Place place, String file) {
        return place.host().command("stat", "-c", "%y", file).run().out();
    }

    static Act prints(Place place) {
        Running client =
                place.working(place.login("alice").running("echo at w''ork; while sleep 0.5; do date +%N; done"));
        return place.act("alice", client, limit -> {
            long before = client.said().position();
            return Patience.within(limit, () -> client.said().position() > before);
        });
    }

    /// A command that says nothing for as long as it takes, such as a long query.
    static Act quiet(Place place) {
        Running client =
                place.working(place.login("alice").withoutTerminal().running("echo at w''ork; sleep 12003; echo done"));
        return place.act("alice", client, _ -> client.alive());
    }

    static Act sftpIdle(Place place) {
        List<String> words =
                place.words("sftp", "-P", port(place), "bob@" + place.host().address4());
        Running client = place.start(words);
        client.type("pwd");
        client.await("Remote working directory", Place.TO_SHOW);
        return place.act("bob", client, limit -> {
            long before = client.said().position();
            client.type("pwd");
            return client.said().awaits("Remote working directory", before, limit);
        });
    }

    /// `scp` of an endless file at 400 kB/s, by SFTP as it does since 9.0.
    static Act scp(Place place) {
        return copying(place, place.words("scp", "-q", "-l", "3200", "-P", port(place), source(place), "/dev/null"));
    }

    /// By the protocol of its own that it had before.
    static Act scpOld(Place place) {
        return copying(
                place, place.words("scp", "-O", "-q", "-l", "3200", "-P", port(place), source(place), "/dev/null"));
    }

    static Act rsync(Place place) {
        String ssh = String.join(" ", place.words("ssh", "-p", port(place)));
        return copying(
                place,
                List.of(
                        "rsync",
                        "--bwlimit=400",
                        "--whole-file",
                        "--inplace",
                        "--rsh=" + ssh,
                        source(place),
                        place.file("image").toString()));
    }

    private static String source(Place place) {
        String file = "/tmp/image-" + place.desk().name();
        place.host().exec("truncate", "--size=2G", file);
        place.host().exec("chmod", "644", file);
        return "alice@" + place.host().address4() + ":" + file;
    }

    private static String port(Place place) {
        return Integer.toString(place.host().port());
    }

    /// Seen on the server: the client's own reading says nothing of rsync, which forks.
    private static Act copying(Place place, List<String> words) {
        Running client = place.start(words);
        Predicate<Duration> moves = limit -> {
            long before = sent(place);
            return Patience.within(limit, () -> sent(place) > before + SOME_BYTES);
        };
        if (!moves.test(Place.TO_SHOW)) {
            throw new LabFailure(
                    "nothing moves: " + client + "\n" + client.said().text());
        }
        return place.act("alice", client, moves);
    }

    private static long sent(Place place) {
        var counted =
                Pattern.compile("bytes_sent:([0-9]+)").matcher(place.seat().socket());
        return counted.find() ? Long.parseLong(counted.group(1)) : 0;
    }
}
