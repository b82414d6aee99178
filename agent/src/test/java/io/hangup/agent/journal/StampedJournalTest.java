package io.hangup.agent.journal;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Samples;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.BootId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampedJournalTest {
    private static final BootId NEXT_BOOT = new BootId("0a1b2c3d-0000-4000-8000-000000000009");

    @TempDir
    private Path folder;

    @Test
    void agreesWithALedgerThatOnlyGrew() throws IOException {
        run(BOOT, NOON, journal -> take(journal, "c-1"));

        run(BOOT, NOON.plusSeconds(5), journal -> {
            assertThat(journal.fault()).isEmpty();
            assertThat(journal.answered(Samples.command("c-1").id())).isPresent();
            assertThat(journal.highestEpoch()).isEqualTo(Samples.command("c-1").epoch());
        });
    }

    @Test
    void refusesEverythingAfterTheLedgerWasPutBackWithinABoot() throws IOException {
        run(BOOT, NOON, journal -> take(journal, "c-1"));
        Path saved = Files.copy(ledger(), folder.resolve("saved"));
        run(BOOT, NOON.plusSeconds(5), journal -> take(journal, "c-2"));
        Files.copy(saved, ledger(), StandardCopyOption.REPLACE_EXISTING);

        run(BOOT, NOON.plusSeconds(10), journal -> {
            assertThat(journal.fault())
                    .hasValueSatisfying(why ->
                            assertThat(why).contains("does not know command c-2 of this boot", "remove " + stamp()));
            assertThat(journal.intend(Samples.command("c-2"), receipt("c-2", new Outcome.Unknown("x"))))
                    .isPresent();
        });
    }

    @Test
    void doesNotForgetThatTheLedgerWasPutBackByWhatItAnswers() throws IOException {
        run(BOOT, NOON, journal -> journal.prepare(Samples.command("c-1")));
        Path saved = Files.copy(ledger(), folder.resolve("saved"));
        run(BOOT, NOON.plusSeconds(5), journal -> take(journal, "c-1"));
        Files.copy(saved, ledger(), StandardCopyOption.REPLACE_EXISTING);

        run(
                BOOT,
                NOON.plusSeconds(10),
                journal -> assertThat(journal.settle(receipt("c-1", new Outcome.Refused("x")), 5))
                        .isPresent());
        run(BOOT, NOON.plusSeconds(15), journal -> assertThat(journal.fault()).isPresent());
    }

    @Test
    void refusesEverythingAfterTheLedgerWasLostWithinABoot() throws IOException {
        run(BOOT, NOON, journal -> take(journal, "c-1"));
        Files.delete(ledger());

        run(BOOT, NOON.plusSeconds(10), journal -> assertThat(journal.fault()).isPresent());
    }

    @Test
    void goesOnWhenSomebodySaysThatTheLossWasMeant() throws IOException {
        run(BOOT, NOON, journal -> take(journal, "c-1"));
        Files.delete(ledger());
        Files.delete(stamp());

        run(BOOT, NOON.plusSeconds(10), journal -> assertThat(journal.fault()).isEmpty());
    }

    @Test
    void asksNothingOfANewBoot() throws IOException {
        run(BOOT, NOON, journal -> take(journal, "c-1"));
        Files.delete(ledger());

        run(
                NEXT_BOOT,
                NOON.plusSeconds(10),
                journal -> assertThat(journal.fault()).isEmpty());
    }

    @Test
    void knowsAnIntentThatWasNeverAnswered() throws IOException {
        run(BOOT, NOON, journal -> journal.intend(Samples.command("c-1"), receipt("c-1", new Outcome.Unknown("x"))));

        run(BOOT, NOON.plusSeconds(5), journal -> assertThat(journal.fault()).isEmpty());
    }

    @Test
    void doesNotMissWhatTheLedgerForgetsWithAge() throws IOException {
        run(BOOT, NOON, journal -> take(journal, "c-1"));

        run(
                BOOT,
                NOON.plus(Duration.ofDays(8)),
                journal -> assertThat(journal.fault()).isEmpty());
        run(
                BOOT,
                NOON.plus(Duration.ofDays(9)),
                journal -> assertThat(journal.fault()).isEmpty());
    }

    @Test
    void notesNoMoreThanItMayAndTheLedgerKnowsThemAll() throws IOException {
        run(BOOT, NOON, journal -> {
            for (int i = 0; i < RunStamp.MOST + 50; i++) {
                take(journal, "c-" + i);
            }
        });

        run(BOOT, NOON.plusSeconds(5), journal -> assertThat(journal.fault()).isEmpty());
        assertThat(Files.readAllLines(stamp())).hasSize(RunStamp.MOST + 2);
    }

    @Test
    void refusesEverythingWhereItCanNotNoteOrReadTheNote() throws IOException {
        Files.writeString(folder.resolve("run"), "a file where the folder should be");
        run(
                BOOT,
                NOON,
                journal -> assertThat(journal.fault())
                        .hasValueSatisfying(why -> assertThat(why).contains("can't be noted", "runDir")));
        Files.delete(folder.resolve("run"));
        Files.createDirectory(folder.resolve("run"));
        Files.write(stamp(), List.of("boot " + BOOT, "epoch many"));

        run(
                BOOT,
                NOON,
                journal -> assertThat(journal.fault())
                        .hasValueSatisfying(why -> assertThat(why).contains("is damaged")));
    }

    private interface Use {
        void of(StampedJournal journal);
    }

    /// The life of one agent.
    private void run(BootId boot, Instant now, Use use) throws IOException {
        try (var file = FileJournal.open(folder.resolve("state"), now, Samples.uptime(() -> Duration.ZERO))) {
            use.of(StampedJournal.over(file, folder.resolve("run"), boot, now, "restart it"));
        }
    }

    private static void take(StampedJournal journal, String id) {
        Command command = Samples.command(id);
        Optional<String> intended = journal.intend(command, receipt(id, new Outcome.Unknown("x")));
        Optional<String> settled = journal.settle(receipt(id, new Outcome.Gone()), command.epoch());

        assertThat(intended).isEmpty();
        assertThat(settled).isEmpty();
    }

    private static Receipt receipt(String id, Outcome outcome) {
        return new Receipt(Samples.command(id).id(), Samples.HOST, outcome, List.of(), List.of(), Duration.ZERO, NOON);
    }

    private Path ledger() {
        return folder.resolve("state").resolve("commands.journal");
    }

    private Path stamp() {
        return folder.resolve("run").resolve("ledger.stamp");
    }
}
