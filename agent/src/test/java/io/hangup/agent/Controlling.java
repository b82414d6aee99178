package io.hangup.agent;

import io.hangup.agent.executor.Check;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A controller's and an operator's key, and what they put into Kafka.
public final class Controlling {
    public static final SigningKey CONTROLLER = SigningKey.generate();
    public static final SigningKey OPERATOR = SigningKey.generate();
    public static final Check CHECK =
            Check.by(Keyring.of(TrustedKeys.of(CONTROLLER.trusted()), TrustedKeys.of(OPERATOR.trusted())));

    private Controlling() {}

    /// A command as it travels, signed by the controller.
    public static Envelope signed(Command command, Approval... approvals) {
        byte[] value = Wire.encode(command);
        return enveloped(value, CONTROLLER.sign(value), approvals);
    }

    /// The same, signed by the operator as well.
    public static Envelope approved(Command command) {
        return signed(command, OPERATOR.approve(Wire.encode(command)));
    }

    public static Envelope enveloped(byte[] value, byte[] signature, Approval... approvals) {
        Map<String, List<byte[]>> headers = Map.of(
                Wire.SCHEMA_HEADER, List.of(Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII)),
                Envelope.KEY_HEADER, List.of(CONTROLLER.id().getBytes(StandardCharsets.US_ASCII)),
                Envelope.SIGNATURE_HEADER, List.of(signature),
                Envelope.APPROVAL_HEADER,
                        Arrays.stream(approvals).map(Envelope::header).toList());
        return Envelope.of(value, name -> headers.getOrDefault(name, List.of()));
    }
}
