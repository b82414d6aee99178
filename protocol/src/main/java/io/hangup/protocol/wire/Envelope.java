package io.hangup.protocol.wire;

import io.hangup.protocol.command.Approval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A command as it travels: its bytes, and what stands beside them. Nothing in it is read before its signatures fit.
public final class Envelope {
    /// Names the key that a command is signed with.
    public static final String KEY_HEADER = "hangup-key";

    /// The controller's signature, 64 bytes.
    public static final String SIGNATURE_HEADER = "hangup-signature";

    /// Once for each approval: 16 characters, the key's id, and 64 bytes, the signature.
    public static final String APPROVAL_HEADER = "hangup-approval";

    /// All that is read of what stands beside a command.
    public static final List<String> HEADERS =
            List.of(Wire.SCHEMA_HEADER, KEY_HEADER, SIGNATURE_HEADER, APPROVAL_HEADER);

    private static final int KEY_CHARACTERS = 16;
    private static final int SIGNATURE_BYTES = 64;

    private final byte[] value;
    private final Map<String, List<byte[]>> headers;

    private Envelope(byte[] value, Map<String, List<byte[]>> headers) {
        this.value = value;
        this.headers = headers;
    }

    /// @param headers all values of the headers with a name, in their order
    public static Envelope of(byte[] value, Function<String, List<byte[]>> headers) {
        Map<String, List<byte[]>> all = new TreeMap<>();
        HEADERS.forEach(name -> all.put(name, List.copyOf(headers.apply(name))));
        return new Envelope(value, all);
    }

    /// The command's bytes, as they were signed. They are not to be changed.
    public byte[] value() {
        return value;
    }

    /// All values of one of [#HEADERS], in their order. They are not to be changed.
    public List<byte[]> all(String header) {
        return headers.getOrDefault(header, List.of());
    }

    /// The one value of a header; empty where it is missing or there are several, of which one would be a choice.
    Optional<byte[]> bytes(String header) {
        List<byte[]> all = all(header);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    Optional<String> text(String header) {
        return bytes(header).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// The approvals beside the command; empty when there are too many or one of them is none.
    Optional<List<Approval>> approvals() {
        List<byte[]> all = all(APPROVAL_HEADER);
        if (all.size() > Approval.MOST) {
            return Optional.empty();
        }
        List<Approval> approvals = new ArrayList<>();
        for (byte[] one : all) {
            if (one.length != KEY_CHARACTERS + SIGNATURE_BYTES) {
                return Optional.empty();
            }
            String key = new String(one, 0, KEY_CHARACTERS, StandardCharsets.ISO_8859_1);
            String signature = HexFormat.of().formatHex(one, KEY_CHARACTERS, one.length);
            if (!Approval.isKey(key)) {
                return Optional.empty();
            }
            approvals.add(new Approval(key, signature));
        }
        return Optional.of(List.copyOf(approvals));
    }

    /// An approval as the header [#APPROVAL_HEADER] carries it.
    public static byte[] header(Approval approval) {
        byte[] key = approval.key().getBytes(StandardCharsets.US_ASCII);
        byte[] signature = HexFormat.of().parseHex(approval.signature());
        byte[] both = new byte[key.length + signature.length];
        System.arraycopy(key, 0, both, 0, key.length);
        System.arraycopy(signature, 0, both, key.length, signature.length);
        return both;
    }
}
