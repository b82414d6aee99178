package io.hangup.agent.handover;

import io.hangup.agent.liveness.Answer;
import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How requests and replies become frames and back.
public final class Frames {
    /// Both halves come from one package, so there is one version and no other is understood.
    public static final int VERSION = 2;

    /// The longest request: a command with all that can stand beside it.
    public static final int REQUEST = 16 << 10;

    /// The longest reply: a receipt.
    public static final int REPLY = Topic.RECEIPTS.maxBytes() + 64;

    /// The most values of one header that are handed on; more make a command worthless, so one above is enough.
    private static final int VALUES = Approval.MOST + 1;

    /// The longest value of a header that is handed on; a longer one is none.
    private static final int VALUE = 1 << 10;

    private static final int BLINDSPOTS = 16;

    private Frames() {}

    /// Whether a command can be handed over at all; one that can't be is none.
    static boolean fits(Envelope envelope) {
        return envelope.value().length <= Topic.COMMANDS.maxBytes()
                && Envelope.HEADERS.stream()
                        .map(envelope::all)
                        .allMatch(all -> all.size() <= VALUES && all.stream().allMatch(v -> v.length <= VALUE))
                && command(0, envelope).length <= REQUEST;
    }

    static byte[] of(Request request) {
        return switch (request) {
            case Request.Hello(int version) ->
                new FrameWriter(1).number(2, version).frame();
            case Request.Command(int number, Envelope envelope) -> command(number, envelope);
            case Request.Sent(CommandId command) ->
                new FrameWriter(3).text(command.value()).frame();
            case Request.Ask(SocketCookie connection) ->
                new FrameWriter(4).number(8, connection.value()).frame();
            case Request.Retries(int most) -> new FrameWriter(5).number(4, most).frame();
        };
    }

    public static Request request(byte[] frame) throws Garbled {
        var fields = new FrameReader(frame);
        int type = fields.number1();
        Request request = switch (type) {
            case 1 -> new Request.Hello((int) fields.number(2));
            case 2 -> new Request.Command(fields.number4(), envelope(fields));
            case 3 -> new Request.Sent(commandId(fields));
            case 4 -> new Request.Ask(new SocketCookie(fields.number(8)));
            case 5 -> new Request.Retries(fields.number4());
            default -> throw new Garbled("a request of unknown type " + type);
        };
        fields.end();
        return request;
    }

    static byte[] of(Reply reply) {
        return switch (reply) {
            case Reply.Hello(int version) ->
                new FrameWriter(1).number(2, version).frame();
            case Reply.Limits(List<Blindspot> blindspots) -> limits(blindspots);
            case Reply.Taken(int number) -> new FrameWriter(3).number(4, number).frame();
            case Reply.Answered(Receipt receipt) ->
                new FrameWriter(4).bytes(Wire.encode(receipt)).frame();
            case Reply.SetAside(News.Kind kind, String why) ->
                new FrameWriter(5).text(kind.name()).text(why).frame();
            case Reply.Heard(SocketCookie connection, Answer answer) -> heard(connection, answer);
            case Reply.Bye() -> new FrameWriter(7).frame();
        };
    }

    public static Reply reply(byte[] frame) throws Garbled {
        var fields = new FrameReader(frame);
        int type = fields.number1();
        Reply reply = switch (type) {
            case 1 -> new Reply.Hello((int) fields.number(2));
            case 2 -> new Reply.Limits(blindspots(fields));
            case 3 -> new Reply.Taken(fields.number4());
            case 4 -> new Reply.Answered(receipt(fields));
            case 5 -> new Reply.SetAside(fields.one(News.Kind.class), fields.text(FrameWriter.TEXT));
            case 6 -> new Reply.Heard(new SocketCookie(fields.number(8)), answer(fields));
            case 7 -> new Reply.Bye();
            default -> throw new Garbled("a reply of unknown type " + type);
        };
        fields.end();
        return reply;
    }

    private static byte[] command(int number, Envelope envelope) {
        var frame = new FrameWriter(2).number(4, number).bytes(envelope.value());
        for (String header : Envelope.HEADERS) {
            List<byte[]> all = envelope.all(header);
            frame.number(1, all.size());
            all.forEach(frame::bytes);
        }
        return frame.frame();
    }

    private static Envelope envelope(FrameReader fields) throws Garbled {
        byte[] value = fields.bytes(Topic.COMMANDS.maxBytes());
        Map<String, List<byte[]>> headers = new HashMap<>();
        for (String header : Envelope.HEADERS) {
            int count = fields.number1();
            if (count > VALUES) {
                throw new Garbled(count + " values of header " + header);
            }
            List<byte[]> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(fields.bytes(VALUE));
            }
            headers.put(header, all);
        }
        return Envelope.of(value, name -> headers.getOrDefault(name, List.of()));
    }

    private static CommandId commandId(FrameReader fields) throws Garbled {
        try {
            return new CommandId(fields.text(FrameWriter.TEXT));
        } catch (IllegalArgumentException e) {
            throw new Garbled("a command's id that is none");
        }
    }

    private static byte[] limits(List<Blindspot> blindspots) {
        List<Blindspot> some = blindspots.stream().limit(BLINDSPOTS).toList();
        var frame = new FrameWriter(2).number(1, some.size());
        some.forEach(b -> frame.text(b.sense().name()).text(b.why()));
        return frame.frame();
    }

    private static List<Blindspot> blindspots(FrameReader fields) throws Garbled {
        int count = fields.number1();
        if (count > BLINDSPOTS) {
            throw new Garbled(count + " blindspots");
        }
        List<Blindspot> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Blindspot(fields.one(Blindspot.Sense.class), fields.text(FrameWriter.TEXT)));
        }
        return all;
    }

    private static Receipt receipt(FrameReader fields) throws Garbled {
        byte[] json = fields.bytes(Topic.RECEIPTS.maxBytes());
        return switch (Wire.decode(Topic.RECEIPTS, Receipt.class, json, Wire.SCHEMA)) {
            case Decoded.Good<Receipt>(Receipt receipt) -> receipt;
            case Decoded.Poison<Receipt>(String why) -> throw new Garbled("a receipt that is none: " + why);
        };
    }

    private static byte[] heard(SocketCookie connection, Answer answer) {
        var frame = new FrameWriter(6).number(8, connection.value());
        return switch (answer) {
            case Answer.Left(String why) -> frame.number(1, 0).text(why).frame();
            case Answer.Told(PeerProbe probe, String why) ->
                frame.number(1, 1)
                        .text(probe.answer().name())
                        .instant(probe.since())
                        .instant(probe.asked())
                        .number(4, probe.count())
                        .text(why)
                        .frame();
        };
    }

    private static Answer answer(FrameReader fields) throws Garbled {
        return switch (fields.number1()) {
            case 0 -> new Answer.Left(fields.text(FrameWriter.TEXT));
            case 1 -> new Answer.Told(probe(fields), fields.text(FrameWriter.TEXT));
            default -> throw new Garbled("an answer of unknown kind");
        };
    }

    private static PeerProbe probe(FrameReader fields) throws Garbled {
        PeerProbe.Answer answer = fields.one(PeerProbe.Answer.class);
        try {
            return new PeerProbe(answer, fields.instant(), fields.instant(), fields.number4());
        } catch (IllegalArgumentException e) {
            throw new Garbled("a probe that is none: " + e.getMessage());
        }
    }
}
