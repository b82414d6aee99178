package io.hangup.protocol.command;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One signed request to one host.
///
/// @param epoch of the controller that decided it; a host refuses one lower than it has seen
/// @param rule that it follows from; empty where a person asked
/// @param plan fingerprint of all that was decided with it
/// @param reason for people and the audit: the finding, or who asked; at most [#LONGEST_REASON] characters
/// @param notAfter at most [#LIFETIME] after `notBefore`, both on the controller's clock
public record Command(
        CommandId id,
        HostId host,
        BootId boot,
        long epoch,
        Action action,
        CommandTarget target,
        Guard guard,
        Optional<RuleStamp> rule,
        Fingerprint plan,
        String reason,
        Instant notBefore,
        Instant notAfter) {

    /// The longest that a command may be valid.
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    /// Keeps every command within the size that a host looks at.
    public static final int LONGEST_REASON = 500;

    public Command {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is negative");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason is longer than " + LONGEST_REASON + " characters");
        }
        if (notAfter.isBefore(notBefore)
                || Duration.between(notBefore, notAfter).compareTo(LIFETIME) > 0) {
            throw new IllegalArgumentException("a command is valid for 0 to 60 seconds");
        }
    }

    /// One that no rule asks for, and that is a plan of its own.
    public Command(
            CommandId id,
            HostId host,
            BootId boot,
            long epoch,
            Action action,
            CommandTarget target,
            Guard guard,
            String reason,
            Instant notBefore,
            Instant notAfter) {
        this(id, epoch, new Plan(host, boot, action, target, guard, Optional.empty(), reason, notAfter), notBefore);
    }

    /// The only one of its plan.
    public Command(CommandId id, long epoch, Plan plan, Instant notBefore) {
        this(
                id,
                plan.host(),
                plan.boot(),
                epoch,
                plan.action(),
                plan.target(),
                plan.guard(),
                plan.rule(),
                plan.fingerprint(),
                plan.reason(),
                notBefore,
                plan.notAfter());
    }
}
