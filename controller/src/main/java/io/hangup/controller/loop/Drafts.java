package io.hangup.controller.loop;

import io.hangup.controller.govern.Approved;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Commands that are decided and wait for an operator's approval. They live as long as the command itself, in memory
/// only: a controller approves what it drafted itself, byte for byte, and nothing else.
final class Drafts {
    private static final int MOST = 100;

    private final TrustedKeys operators;
    private final Map<CommandId, Draft> drafts = new LinkedHashMap<>();

    /// @param operators whose approvals are passed on
    Drafts(TrustedKeys operators) {
        this.operators = operators;
    }

    private record Draft(CommandRequest request, String who, Command command) {
        boolean expired(Instant now) {
            return !now.isBefore(command.notAfter());
        }
    }

    /// What became of an approval.
    sealed interface Checked {
        record Good(CommandRequest request, String who, Approved approved) implements Checked {}

        record Bad(Answer answer) implements Checked {}
    }

    Answer keep(CommandRequest request, String who, Command command, Instant now) {
        drafts.values().removeIf(draft -> draft.expired(now));
        if (operators.ids().isEmpty()) {
            return new Answer.Refused(
                    "approvals are off", "This controller knows no operator's key: set operatorKeys and restart it.");
        }
        if (drafts.size() >= MOST) {
            return new Answer.NotNow(MOST + " commands wait for approval already");
        }
        drafts.put(command.id(), new Draft(request, who, command));
        return new Answer.Drafted(
                new CommandDraft(command.id(), HexFormat.of().formatHex(Wire.encode(command)), command.notAfter()));
    }

    /// Takes a draft out when its approval is good. Each is approved once.
    Checked approve(CommandId id, Approval approval, Instant now) {
        Draft draft = drafts.get(id);
        if (draft == null) {
            return new Checked.Bad(new Answer.NoSuchTarget(id.value()));
        }
        if (draft.expired(now)) {
            drafts.remove(id);
            return new Checked.Bad(new Answer.Refused(
                    "draft expired",
                    "It was good until " + draft.command().notAfter() + ". Nothing was sent; ask for a new one."));
        }
        return switch (operators.check(Wire.encode(draft.command()), approval)) {
            case Signed.Invalid(String why) ->
                new Checked.Bad(new Answer.Refused("approval", "Nothing was sent: " + why));
            case Signed.Valid _ -> {
                drafts.remove(id);
                yield new Checked.Good(draft.request(), draft.who(), new Approved(draft.command(), List.of(approval)));
            }
        };
    }
}
