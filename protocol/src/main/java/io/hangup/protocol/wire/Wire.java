package io.hangup.protocol.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Records to bytes and back. Reading never throws and never takes more memory than a small multiple of
/// [Topic#maxBytes].
public final class Wire {
    private static final int DIGEST_BYTES = 8;
    /// The header that names the schema version of a record's value.
    public static final String SCHEMA_HEADER = "schema";

    /// What this build writes, `MAJOR.MINOR`. It reads every minor of this major.
    public static final String SCHEMA = "3.0";

    private static final JsonMapper JSON = Mappers.json();

    private static final ObjectReader LENIENT = JSON.reader();

    /// A host that does not understand every word of a command does not carry it out.
    private static final ObjectReader STRICT = JSON.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Wire() {}

    /// The one mapper, also of the HTTP API and its clients. Its own limits are wide; [#decode] has tight ones.
    public static JsonMapper json() {
        return JSON;
    }

    /// The value of a record, as UTF-8 JSON.
    public static byte[] encode(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this can't be written as JSON: " + Complaint.of(e), e);
        }
    }

    /// Reads a record's value, with the limits of its topic.
    ///
    /// @param schema what the header [#SCHEMA_HEADER] says; null when there is none
    public static <T> Decoded<T> decode(Topic topic, Class<T> type, byte[] value, @Nullable String schema) {
        var refused = Schema.refusal(schema);
        if (refused.isPresent()) {
            return new Decoded.Poison<>(refused.get());
        }
        if (topic == Topic.COMMANDS && !SCHEMA.equals(schema)) {
            return new Decoded.Poison<>("schema " + schema + ", and a command is read as " + SCHEMA + " or not at all");
        }
        return read(topic == Topic.COMMANDS ? STRICT : LENIENT, type, value, topic.maxBytes());
    }

    /// Reads what somebody sent to the API: as short as a command, and every field must be known.
    public static <T> Decoded<T> decodeRequest(Class<T> type, byte[] body) {
        return read(STRICT, type, body, Topic.COMMANDS.maxBytes());
    }

    private static <T> Decoded<T> read(ObjectReader reader, Class<T> type, byte[] value, int maxBytes) {
        if (value.length > maxBytes) {
            return new Decoded.Poison<>(value.length + " bytes, and at most " + maxBytes + " are read");
        }
        try (JsonParser parser = Mappers.LIMITED.createParser(value)) {
            T read = reader.forType(type).readValue(parser);
            return read == null ? new Decoded.Poison<>("null instead of a record") : new Decoded.Good<>(read);
        } catch (IOException | RuntimeException e) {
            return new Decoded.Poison<>(Complaint.of(e));
        }
    }

    /// The first 64 bits of the SHA-256 of some bytes, in hexadecimal: enough to tell what was lost from what was not,
    /// where nobody gains by making two alike.
    public static String digest(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
