package io.hangup.protocol.ocsf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.audit.Sha256;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Writes records that continue a chain. One is for one transaction: when that fails, what it wrote never was.
public final class AuditWriter {
    /// Longer records are written without their evidence.
    public static final int LONGEST = 128 << 10;

    private final Author author;
    private Head head;

    public AuditWriter(Author author, Head head) {
        this.author = author;
        this.head = head;
    }

    /// Who writes.
    ///
    /// @param epoch of the controller
    /// @param name host and pid, for people
    public record Author(long epoch, String name, String version, SigningKey key) {}

    /// Where the chain stands after what was written.
    public Head head() {
        return head;
    }

    /// The next record's bytes.
    public byte[] write(Entry entry, Instant at) {
        byte[] whole = bytes(event(entry, at), at, false);
        byte[] kept = whole.length <= LONGEST ? whole : bytes(event(withoutEvidence(entry), at), at, false);
        head = new Head(head.sequence() + 1, Sha256.of(kept), head.signed(), head.signedAt());
        return kept;
    }

    /// A record that vouches for all before it.
    ///
    /// @param begins whether the author's epoch begins with it
    /// @param remark for people; empty when there is nothing to say
    public byte[] checkpoint(boolean begins, String remark, Instant at) {
        Event event = new Event(Event.Kind.APPLICATION_LIFECYCLE, begins ? "epoch" : "checkpoint", at);
        event.activity(begins ? 3 : 99, begins ? "Start" : "Checkpoint").status(1, "Success");
        Event.product(event.root().putObject("app"), author.version());
        String what = begins ? "epoch " + author.epoch() + " begins, led by " + author.name() : "everything so far";
        event.message(remark.isEmpty() ? what : what + "; " + remark);
        byte[] bytes = bytes(event, at, true);
        long sequence = head.sequence() + 1;
        head = new Head(sequence, Sha256.of(bytes), sequence, at);
        return bytes;
    }

    private static Event event(Entry entry, Instant at) {
        return switch (entry) {
            case Entry.Judged judged -> FindingEvent.of(judged, at);
            case Entry.Ordered ordered -> RemediationEvent.of(ordered, at);
            case Entry.Answered answered -> RemediationEvent.of(answered, at);
            case Entry.Unanswered unanswered -> RemediationEvent.of(unanswered, at);
            case Entry.Asked asked -> RequestEvent.of(asked, at);
        };
    }

    private byte[] bytes(Event event, Instant at, boolean signed) {
        long sequence = head.sequence() + 1;
        event.metadata().put("sequence", sequence);
        Event.product(event.metadata().putObject("product"), author.version());
        ObjectNode chain = event.unmapped().putObject("chain");
        chain.put("previous", head.hash()).put("epoch", author.epoch()).put("writer", Clip.text(author.name()));
        if (signed) {
            byte[] what = Checkpoint.bytes(sequence, head.hash(), author.epoch(), at.toEpochMilli());
            event.unmapped()
                    .putObject("checkpoint")
                    .put("key", author.key().id())
                    .put("signature", HexFormat.of().formatHex(author.key().attest(what)));
        }
        return Wire.encode(event.root());
    }

    /// Only a finding quotes so much that it can grow too long.
    private static Entry withoutEvidence(Entry entry) {
        return entry instanceof Entry.Judged(var f, var stage, var story)
                ? new Entry.Judged(
                        new Finding(
                                f.id(),
                                f.rule(),
                                f.ruleHash(),
                                f.summary(),
                                f.target(),
                                f.subject(),
                                f.verdict(),
                                f.mode(),
                                f.since(),
                                f.at(),
                                List.of(new Clause("(too long to keep)", true, List.of())),
                                f.progress()),
                        stage,
                        story)
                : entry;
    }
}
