package io.hangup.agent.restart;

import io.hangup.agent.executor.Restarter;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Fingerprint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Has a unit of its own restart it (`hangup-restart-sshd.service`): an executor has neither network nor bus nor
/// root. It asks by a file and is answered by one. The number is the command's, so that a later executor finds
/// the answer.
public final class Posted implements Restarter {
    private static final Logger LOG = System.getLogger(Posted.class.getName());

    /// 60 bits.
    private static final int DIGITS = 15;

    private final Path requests;
    private final Path answers;

    /// @param requests folder that only the executor and root can write
    /// @param answers folder that only root can write
    public Posted(Path requests, Path answers) {
        this.requests = requests;
        this.answers = answers;
    }

    @Override
    public Pending test(Job job) {
        return ask(Work.TEST, number(job.command()));
    }

    @Override
    public Pending restart(Job job) {
        return ask(Work.RESTART, number(job.command()));
    }

    @Override
    public Pending resume(Job job) {
        return answer(Work.RESTART, number(job.command()));
    }

    static long number(CommandId command) {
        String hash = Fingerprint.of(List.of("restart-sshd", command.value())).value();
        return Long.parseLong(hash.substring(0, DIGITS), 16) % 1_000_000_000_000_000_000L;
    }

    private Pending ask(Work work, long number) {
        try {
            Slip.write(work.request(requests), Slip.request(number), "rw-------");
            return answer(work, number);
        } catch (IOException e) {
            return Pending.of(new Answer.Refused("the restart can't be asked for: " + e));
        }
    }

    private Pending answer(Work work, long number) {
        return new Pending() {
            @Override
            public Optional<Answer> answer() {
                try {
                    return Slip.read(work.answer(answers)).flatMap(text -> Slip.answer(text, number));
                } catch (IOException unreadable) {
                    // Who waits does not wait for ever.
                    return Optional.empty();
                }
            }

            @Override
            public boolean abandon() {
                try {
                    return Files.deleteIfExists(work.request(requests));
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "a request for a restart can't be taken back", e);
                    return false;
                }
            }
        };
    }

    @Override
    public void close() {}
}
