package io.hangup.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DraftsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningKey ALICE = SigningKey.generate();
    private static final CommandRequest WISH = CommandRequest.drop("web-1:9c1e-1", "left open");

    private final Drafts drafts = new Drafts(TrustedKeys.of(ALICE.trusted()));

    @Test
    void handsOutAnApprovedCommandOnce() {
        Command command = command("one");
        drafts.keep(WISH, "operator", command, NOON);

        Drafts.Checked first = drafts.approve(command.id(), ALICE.approve(Wire.encode(command)), NOON.plusSeconds(59));
        Drafts.Checked second = drafts.approve(command.id(), ALICE.approve(Wire.encode(command)), NOON.plusSeconds(59));

        assertThat(first)
                .isInstanceOfSatisfying(
                        Drafts.Checked.Good.class,
                        good -> assertThat(good.approved().command()).isEqualTo(command));
        assertThat(second).isEqualTo(new Drafts.Checked.Bad(new Answer.NoSuchTarget("one")));
    }

    @Test
    void saysThatADraftHasExpired() {
        Command command = command("one");
        drafts.keep(WISH, "operator", command, NOON);

        Drafts.Checked late = drafts.approve(command.id(), ALICE.approve(Wire.encode(command)), NOON.plusSeconds(60));

        assertThat(late)
                .isEqualTo(new Drafts.Checked.Bad(new Answer.Refused(
                        "draft expired",
                        "It was good until 2026-11-22T12:01:00Z. Nothing was sent; ask for a new one.")));
    }

    @Test
    void keepsNoMoreThanAHundredAndForgetsThoseThatExpired() {
        for (int i = 0; i < 100; i++) {
            drafts.keep(WISH, "operator", command("c" + i), NOON);
        }

        Answer full = drafts.keep(WISH, "operator", command("more"), NOON);
        Answer later = drafts.keep(WISH, "operator", command("later"), NOON.plusSeconds(60));

        assertThat(full).isInstanceOf(Answer.NotNow.class);
        assertThat(later).isInstanceOf(Answer.Drafted.class);
    }

    @Test
    void draftsNothingWhereNobodyCouldApproveIt() {
        Answer answer = new Drafts(TrustedKeys.of()).keep(WISH, "operator", command("one"), NOON);

        assertThat(answer)
                .isEqualTo(new Answer.Refused(
                        "approvals are off",
                        "This controller knows no operator's key: set operatorKeys and restart it."));
    }

    private static Command command(String id) {
        return new Command(
                new CommandId(id),
                new HostId("web-1"),
                new BootId("9c1e3a52-7d10-4b2f-8e46-0a5b6c7d8e9f"),
                1,
                Action.DROP,
                new CommandTarget.OneConnection(
                        new SocketCookie(1),
                        new Endpoint("10.0.0.1", 22),
                        new Endpoint("10.0.0.2", 40_000),
                        new ProcessStamp(100, 100),
                        1000),
                new Guard(NOON),
                "operator: left open",
                NOON,
                NOON.plusSeconds(60));
    }
}
