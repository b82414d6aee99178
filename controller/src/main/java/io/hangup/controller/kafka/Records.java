package io.hangup.controller.kafka;

import io.hangup.controller.govern.Effect;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.ocsf.AuditWriter;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Effects as Kafka records; commands signed.
final class Records {
    private final Cluster cluster;
    private final SigningKey key;

    Records(Cluster cluster, SigningKey key) {
        this.cluster = cluster;
        this.key = key;
    }

    /// @param audit whose chain goes on with it
    ProducerRecord<String, byte[]> of(Effect effect, AuditWriter audit, Instant now) {
        return switch (effect) {
            case Effect.Publish(var finding) ->
                record(Topic.FINDINGS, finding.id().value(), fitting(finding));
            case Effect.Forget(var id) -> new ProducerRecord<>(cluster.topic(Topic.FINDINGS), id.value(), null);
            case Effect.Send(var command, var approvals) -> signed(command, approvals);
            case Effect.Audit(var entry) -> audited(audit.write(entry, now));
            case Effect.Refuse refuse ->
                throw new IllegalStateException("a refusal is told to whoever asked, never written: " + refuse);
        };
    }

    /// The audit is one chain, so all of it is in one partition.
    ProducerRecord<String, byte[]> audited(byte[] value) {
        return Headers.with(
                new ProducerRecord<>(cluster.topic(Topic.AUDIT), 0, null, value), Wire.SCHEMA_HEADER, Wire.SCHEMA);
    }

    ProducerRecord<String, byte[]> of(Directive directive) {
        return record(Topic.DIRECTIVES, Directive.KEY, Wire.encode(directive));
    }

    private ProducerRecord<String, byte[]> signed(Command command, List<Approval> approvals) {
        byte[] value = Wire.encode(command);
        ProducerRecord<String, byte[]> record =
                record(Topic.COMMANDS, command.host().value(), value);
        record.headers().add(Envelope.SIGNATURE_HEADER, key.sign(value));
        approvals.forEach(approval -> record.headers().add(Envelope.APPROVAL_HEADER, Envelope.header(approval)));
        return Headers.with(record, Envelope.KEY_HEADER, key.id());
    }

    /// Evidence quotes what an agent supplied, so its length is the agent's choice; a finding without it is still a
    /// finding.
    private static byte[] fitting(Finding finding) {
        byte[] whole = Wire.encode(finding);
        return whole.length <= Topic.FINDINGS.maxBytes() ? whole : Wire.encode(withoutEvidence(finding, whole.length));
    }

    private static Finding withoutEvidence(Finding f, int bytes) {
        Clause left = new Clause("(the evidence was left out: " + bytes + " bytes with it)", true, List.of());
        return new Finding(
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
                List.of(left),
                f.progress());
    }

    private ProducerRecord<String, byte[]> record(Topic topic, String key, byte[] value) {
        return Headers.with(new ProducerRecord<>(cluster.topic(topic), key, value), Wire.SCHEMA_HEADER, Wire.SCHEMA);
    }
}
