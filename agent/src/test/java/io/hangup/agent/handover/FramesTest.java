package io.hangup.agent.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hangup.agent.Controlling;
import io.hangup.agent.Samples;
import io.hangup.agent.liveness.Answer;
import io.hangup.agent.loop.News;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {
    private static final Receipt RECEIPT = new Receipt(
            new CommandId("c-1"),
            Samples.HOST,
            new Outcome.Gone(),
            List.of(),
            List.of(Samples.SHELL),
            Duration.ofSeconds(1),
            Samples.NOON);

    static Stream<Reply> replies() {
        return Stream.of(
                new Reply.Hello(Frames.VERSION),
                new Reply.Limits(List.of(new Blindspot(Blindspot.Sense.SIGNALS, "no \u001b[2J keys"))),
                new Reply.Taken(Integer.MAX_VALUE),
                new Reply.Answered(RECEIPT),
                new Reply.SetAside(News.Kind.UNTRUSTED, "not signed"),
                new Reply.Heard(Samples.COOKIE, new Answer.Left("gone")),
                new Reply.Heard(
                        Samples.COOKIE,
                        new Answer.Told(
                                new PeerProbe(PeerProbe.Answer.UNANSWERED, Samples.ELEVEN, Samples.NOON, 3), "silent")),
                new Reply.Bye());
    }

    static Stream<Request> requests() {
        return Stream.of(
                new Request.Hello(Frames.VERSION),
                new Request.Sent(new CommandId("c-1")),
                new Request.Ask(Samples.COOKIE),
                new Request.Retries(5));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyComesBackAsItWas(Reply reply) throws Exception {
        assertThat(Frames.reply(Frames.of(reply))).isEqualTo(reply);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestComesBackAsItWas(Request request) throws Exception {
        assertThat(Frames.request(Frames.of(request))).isEqualTo(request);
    }

    @Test
    void whatStandsBesideACommandCanMakeItTooLongToBeHandedOver() {
        byte[] value = new byte[4_096];
        Envelope swollen = Envelope.of(value, _ -> Collections.nCopies(4, new byte[1_024]));
        Envelope usual = Envelope.of(value, _ -> List.of(new byte[80]));

        assertThat(Frames.fits(swollen)).isFalse();
        assertThat(Frames.fits(usual)).isTrue();
    }

    @Test
    void aCommandComesBackByteByByteWithAllThatStoodBesideIt() throws Exception {
        Envelope sent = Controlling.approved(Samples.command("c-1"));

        Request back = Frames.request(Frames.of(new Request.Command(7, sent)));

        assertThat(back).isInstanceOfSatisfying(Request.Command.class, command -> {
            assertThat(command.number()).isEqualTo(7);
            assertThat(command.envelope().value()).isEqualTo(sent.value());
            assertThat(Envelope.HEADERS)
                    .allSatisfy(header -> assertThat(command.envelope().all(header))
                            .usingElementComparator(Arrays::compare)
                            .isEqualTo(sent.all(header)));
        });
    }

    @ParameterizedTest
    @MethodSource("replies")
    void noReplyThatIsCutShortOrTooLongIsRead(Reply reply) {
        byte[] frame = Frames.of(reply);

        IntStream.range(0, frame.length)
                .forEach(length -> assertThatThrownBy(() -> Frames.reply(Arrays.copyOf(frame, length)))
                        .isInstanceOf(Garbled.class));
        assertThatThrownBy(() -> Frames.reply(Arrays.copyOf(frame, frame.length + 1)))
                .isInstanceOf(Garbled.class);
    }

    @Test
    void noCommandThatIsCutShortOrTooLongIsRead() {
        byte[] frame = Frames.of(new Request.Command(1, Controlling.approved(Samples.command("c-1"))));

        IntStream.range(0, frame.length)
                .forEach(length -> assertThatThrownBy(() -> Frames.request(Arrays.copyOf(frame, length)))
                        .isInstanceOf(Garbled.class));
        assertThatThrownBy(() -> Frames.request(Arrays.copyOf(frame, frame.length + 1)))
                .isInstanceOf(Garbled.class);
    }

    @Test
    void theLongestReceiptFits() {
        HostProcess nasty =
                Samples.process(4_194_304, Long.MAX_VALUE, -1, "\u0001".repeat(15), ProcessState.UNINTERRUPTIBLE);
        var longest = new Receipt(
                new CommandId("c".repeat(400)),
                Samples.HOST,
                new Outcome.StillThere("x".repeat(400)),
                Stream.generate(() -> new Receipt.Step("y".repeat(200), Samples.NOON))
                        .limit(64)
                        .toList(),
                Stream.generate(() -> nasty).limit(512).toList(),
                Duration.ofDays(1),
                Samples.NOON);

        byte[] frame = Frames.of(new Reply.Answered(longest));

        assertThat(frame.length).isLessThan(Frames.REPLY);
    }

    @Test
    void whatIsTooLongToBeACommandIsNotHandedOver() {
        Envelope value = Envelope.of(new byte[5_000], _ -> List.of());
        Envelope header = Envelope.of(new byte[1], _ -> List.of(new byte[2_000]));
        Envelope many = Envelope.of(
                new byte[1], _ -> Stream.generate(() -> new byte[1]).limit(6).toList());

        assertThat(Stream.of(value, header, many)).noneMatch(Frames::fits);
        assertThat(Frames.fits(Controlling.approved(Samples.command("c-1")))).isTrue();
    }
}
