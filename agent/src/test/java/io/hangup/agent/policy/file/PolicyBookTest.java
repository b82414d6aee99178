package io.hangup.agent.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Quota;
import io.hangup.agent.policy.Restart;
import io.hangup.agent.policy.Supervisor;
import io.hangup.protocol.command.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyBookTest {
    private static final int NOBODY = 65_534;

    @TempDir
    Path folder;

    private Path file;
    private PolicyBook book;

    @BeforeEach
    void open() {
        file = folder.resolve("policy.yaml");
        book = PolicyBook.at(file);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Law.InForce inForce() {
        return switch (book.law()) {
            case Law.InForce law -> law;
            case Law.Broken(String why) -> throw new AssertionError(why);
        };
    }

    private String broken() {
        return switch (book.law()) {
            case Law.InForce law -> throw new AssertionError("in force: " + law);
            case Law.Broken(String why) -> why;
        };
    }

    @Test
    void goesByTheBuiltInOneWhereThereIsNoFile() {
        assertThat(inForce().policy()).isEqualTo(Policy.BUILT_IN);
        assertThat(inForce().source()).contains("built-in", file.toString());
    }

    @Test
    void goesByNoneWhereItCantBeToldWhetherThereIsAFile() throws IOException {
        Path loop = folder.resolve("loop");
        book = PolicyBook.at(Files.createSymbolicLink(loop, loop).resolve("policy.yaml"));

        assertThat(broken()).contains("can't be read", "policy.yaml");
    }

    @Test
    void goesByNoneWhereOthersCouldPutAFileThere() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        book = PolicyBook.at(open.resolve("policy.yaml"));

        assertThat(broken()).contains("can be written by others", open.toString());
    }

    @Test
    void readsEveryKey() throws IOException {
        write("""
                allow: [probe, close]
                approve: [drop, restart-sshd]
                protect:
                  users: [alice, "1007"]
                  groups: [oncall]
                  addresses: [10.0.0.0/8, "2001:db8::/32"]
                  units: [backup.service]
                  commands: [rsync]
                  lastAdministrator: true
                  administrators: [wheel]
                minimumIdle: {drop: 15m}
                hours: ["mon-fri 22:00-06:00", "sat,sun 00:00-24:00"]
                budget: {drop: "3/10m, 20/1d", restart-sshd: 1/1d}
                restart: {unit: ssh, manager: s6}
                paused: %s/stop
                """.formatted(folder));

        Policy policy = inForce().policy();

        assertThat(policy.allow()).containsExactlyInAnyOrder(Action.PROBE, Action.CLOSE);
        assertThat(policy.approve()).containsExactlyInAnyOrder(Action.DROP, Action.RESTART_SSHD);
        assertThat(policy.protect().users()).isEqualTo(Set.of("alice", "1007"));
        assertThat(policy.protect().groups()).isEqualTo(Set.of("oncall"));
        assertThat(policy.protect().addresses()).hasSize(2);
        assertThat(policy.protect().units()).isEqualTo(Set.of("backup.service"));
        assertThat(policy.protect().commands()).isEqualTo(Set.of("rsync"));
        assertThat(policy.protect().lastAdministrator()).isTrue();
        assertThat(policy.protect().administrators()).isEqualTo(Set.of("wheel"));
        assertThat(policy.minimumIdle()).containsEntry(Action.DROP, Duration.ofMinutes(15));
        assertThat(policy.hours()).hasSize(2);
        assertThat(policy.restart()).contains(new Restart("ssh", Optional.of(Supervisor.S6)));
        assertThat(policy.budget())
                .containsEntry(Action.DROP, Quota.parse("3/10m, 20/1d"))
                .containsEntry(Action.RESTART_SSHD, Quota.parse("1/1d"))
                .containsEntry(Action.PROBE, Policy.BUILT_IN.budget().get(Action.PROBE));
    }

    @Test
    void printsWhatItWouldReadAsTheSame() throws IOException {
        write("""
                approve: [drop]
                protect: {users: [alice], addresses: [10.0.0.0/8]}
                hours: ["22:00-06:00"]
                minimumIdle: {drop: 15m}
                warnFirst: {drop: 30s}
                reap: [background, own-session]
                budget: {drop: 3/10m}
                restart: {unit: ssh.service}
                """);
        Policy before = inForce().policy();
        String printed = book.print().orElseThrow();
        write(printed);

        assertThat(inForce().policy()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allow: [drop, dorp]                     | 1:15 | write one of: warn, keep, close, drop",
                "alow: [drop]                            | 1:1  | did you mean allow?",
                "allow: [unknown]                        | 1:9  | write one of",
                "budget: {drop: 3}                       | 1:10 | write how often in how long, such as 3/10m",
                "budget: {dorp: 3/10m}                   | 1:1  | does not fit; write one of",
                "hours: [\"8-18\"]                       | 1:9  | not hours: write such as",
                "hours: []                               | 1:1  | hours is empty",
                "protect: {addresses: [10.0.0.1/8]}      | 1:23 | bits are set beyond the prefix",
                "protect: {user: [alice]}                | 1:11 | did you mean users?",
                "protect: {users: [\"\"]}                | 1:1  | a name is 1 to 255",
                "warnFirst: {drop: 5m}                  | 1:1  | warnFirst is for drop and close, 1s to 30s ahead",
                "warnFirst: {probe: 5s}                 | 1:1  | warnFirst is for drop and close, 1s to 30s ahead",
                "reap: [backround]                       | 1:8  | not a kind of what logins leave behind",
                "minimumIdle: {drop: soon}               | 1:15 | not a duration",
                "allow: [drop]\\napprove: [drop]         | 1:1  | drop stands in allow and in approve",
                "restart: {}                             | 1:1  | unit",
                "restart: {unit: -t}                     | 1:1  | restart.unit is a name of letters",
                "restart: {unit: \"a b\"}               | 1:1  | restart.unit is a name of letters",
                "restart: {unit: ssh.service, manager: upstart} | 1:30 | write one of: systemd, supervisord, openrc",
                "restart: ssh.service                    | 1:1  | keys are needed here",
                "paused: here                            | 1:1  | paused must begin with a slash",
                "protect: {lastAdministrator: perhaps}   | 1:11 | true or false"
            })
    void saysWhereItIsWrongAndThenNothingIsDone(String text, String place, String what) throws IOException {
        write(text.replace("\\n", "\n") + "\n");

        assertThat(broken())
                .contains("every command is refused", file + ":" + place + ": ")
                .contains(what);
        assertThat(book.problems()).isNotEmpty().allSatisfy(p -> assertThat(p).startsWith(file + ":1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "allow:\n", "{}\n"})
    void takesAFileThatSaysNothingForNoPolicy(String text) throws IOException {
        write(text);

        assertThat(broken()).contains(file + ":1:1: ");
    }

    @Test
    void keepsNothingOfAGoodOneOnceItIsBad() throws IOException {
        write("allow: [probe, drop]\n");
        inForce();
        write("allow: [probe, drop\n");

        assertThat(broken()).contains("policy.yaml:");
        write("allow: [probe]\n");
        assertThat(inForce().policy().allow()).containsExactly(Action.PROBE);
    }

    @Test
    void seesAChangeOfTheSameLengthAtOnce() throws IOException {
        write("allow: [drop]\n");
        inForce();
        write("allow: [warn]\n");

        assertThat(inForce().policy().allow()).containsExactly(Action.WARN);
    }

    @Test
    void doesNotFallBackToTheBuiltInOneWhenItsFileIsTakenAway() throws IOException {
        write("allow: [probe]\n");
        inForce();
        Files.delete(file);

        assertThat(broken()).contains("was there and is gone");
        write("allow: [probe]\n");
        assertThat(inForce().policy().allow()).containsExactly(Action.PROBE);
    }

    @Test
    void remembersOverItsOwnEndThatThereWasAFile() throws IOException {
        var once = new Once();
        write("allow: [probe]\n");
        PolicyBook.at(file, once).law();
        Files.delete(file);

        book = PolicyBook.at(file, once);

        assertThat(broken()).contains("was there and is gone", "put it back, or forget it to go by the built-in one");
    }

    private static final class Once implements Encounter {
        private boolean happened;

        @Override
        public boolean happened() {
            return happened;
        }

        @Override
        public void note() {
            happened = true;
        }

        @Override
        public String cure() {
            return "forget it";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rw--w----"})
    void trustsNoFileThatOthersMayWrite(String mode) throws IOException {
        write("allow: [probe]\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThat(broken()).contains("can be written by others; run: chmod go-w " + file);
    }

    @Test
    void trustsNoFileInAFolderWhereOthersMayReplaceIt() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path inside = Files.writeString(shared.resolve("policy.yaml"), "allow: [drop]\n");
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        book = PolicyBook.at(inside);

        assertThat(broken()).contains(shared + " can be written by others");
    }

    @Test
    void trustsNoMissingFileWhereOthersMayHaveTakenItAway() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        book = PolicyBook.at(shared.resolve("policy.yaml"));

        assertThat(broken()).contains(shared + " can be written by others");
    }

    @Test
    void trustsNoFileOfAnotherUser() throws IOException {
        assumeRoot();
        write("allow: [drop]\n");
        Files.setAttribute(file, "unix:uid", NOBODY);

        assertThat(broken()).contains("belongs to uid 65534; run: chown root " + file);
    }

    @Test
    void trustsItsOwnUsersFileWhenItIsNotRoot() throws IOException {
        assumeRoot();
        write("allow: [drop]\n");
        Files.setAttribute(file, "unix:uid", NOBODY);
        book = new PolicyBook(file, NOBODY, null);

        assertThat(inForce().policy().allow()).containsExactly(Action.DROP);
    }

    @Test
    void looksBehindALink() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path real = Files.writeString(shared.resolve("real.yaml"), "allow: [drop]\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(file, real);

        assertThat(inForce().policy().allow()).containsExactly(Action.DROP);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(broken()).contains(shared + " can be written by others");
    }

    @Test
    void takesAFolderOrALinkToNowhereForNoPolicy() throws IOException {
        Files.createDirectory(file);
        assertThat(broken()).contains("is no plain file");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));

        assertThat(broken()).contains("was there and is gone");
    }

    @Test
    void isPausedAsLongAsTheFileIsThere() throws IOException {
        Path pause = folder.resolve("paused");
        write("paused: " + pause + "\n");
        assertThat(inForce().paused()).isEmpty();

        Files.createFile(pause);
        assertThat(inForce().paused()).isEqualTo(Optional.of(pause.toString()));
        Files.delete(pause);
        Files.createSymbolicLink(pause, folder.resolve("nowhere"));
        assertThat(inForce().paused()).isPresent();
        Files.delete(pause);
        assertThat(inForce().paused()).isEmpty();
    }

    @Test
    void isReplacedInOneStep() throws IOException {
        write("allow: [probe]\n");
        inForce();
        Path next = Files.writeString(folder.resolve("next"), "allow: [drop]\n");
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(inForce().policy().allow()).containsExactly(Action.DROP);
    }

    private static void assumeRoot() {
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
    }
}
