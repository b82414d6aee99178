package io.hangup.agent.executor;

import io.hangup.agent.policy.Restart;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import java.time.Duration;
import java.util.Optional;

/// Restarts this host's SSH server by what keeps it running. What takes time is done elsewhere: nothing here waits.
public interface Restarter extends AutoCloseable {
    /// Until who restarts it has answered, or been ended: more than root's unit may take (`TimeoutStartSec=90`).
    Duration TO_ANSWER = Duration.ofSeconds(100);

    /// Whether its settings are good, and whether what runs it is what the policy names. Touches nothing.
    Pending test(Job job);

    /// Restarts it, and has its greeting read.
    Pending restart(Job job);

    /// What became of a restart that an earlier executor had asked for. Asks for none.
    Pending resume(Job job);

    @Override
    void close();

    /// @param server as it was when the command was written
    /// @param way by the host's policy
    record Job(CommandId command, CommandTarget.Server server, Restart way) {}

    /// An answer that is on its way.
    interface Pending {
        /// Empty while there is none.
        Optional<Answer> answer();

        /// Nobody waits for it any more: what was not begun shall not be.
        ///
        /// @return whether it had not been begun, and never will be
        boolean abandon();

        /// One that is there already.
        static Pending of(Answer answer) {
            return new Pending() {
                @Override
                public Optional<Answer> answer() {
                    return Optional.of(answer);
                }

                @Override
                public boolean abandon() {
                    return false;
                }
            };
        }
    }

    /// What came of it.
    sealed interface Answer {
        /// @param how by what, in words for an operator
        record Good(String how) implements Answer {}

        /// Nothing was touched.
        record Refused(String why) implements Answer {}

        /// It was touched, and is not as it should be.
        record Failed(String why) implements Answer {}
    }

    /// Where there is none.
    ///
    /// @param why with the cure
    static Restarter none(String why) {
        return new Restarter() {
            private final Pending refused = Pending.of(new Answer.Refused(why));

            @Override
            public Pending test(Job job) {
                return refused;
            }

            @Override
            public Pending restart(Job job) {
                return refused;
            }

            @Override
            public Pending resume(Job job) {
                return refused;
            }

            @Override
            public void close() {}
        };
    }
}
