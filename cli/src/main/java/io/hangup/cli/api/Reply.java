package io.hangup.cli.api;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.net.URI;

/// An answer of the controller: the records it holds, and the document as it came, which may say more.
public final class Reply<T> {
    private final URI from;
    private final byte[] body;
    private final JavaType type;

    Reply(URI from, byte[] body, JavaType type) {
        this.from = from;
        this.body = body;
        this.type = type;
    }

    /// @throws Failure when this is no answer of a controller that this version understands
    public T value() throws Failure {
        try {
            T value = Wire.json().readValue(body, type);
            if (value == null) {
                throw strange("null");
            }
            return value;
        } catch (IOException | IllegalArgumentException e) {
            throw strange(String.valueOf(e.getMessage()));
        }
    }

    /// @throws Failure when it is no JSON
    public JsonNode document() throws Failure {
        try {
            return Wire.json().readTree(body);
        } catch (IOException e) {
            throw strange(String.valueOf(e.getMessage()));
        }
    }

    private Failure strange(String why) {
        return new Failure(
                Exit.ERROR,
                "the answer of " + from + " is not one that this version reads: "
                        + why.lines().findFirst().orElse("") + "; is a Hangup controller listening there?");
    }
}
