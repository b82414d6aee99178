package io.hangup.protocol.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;

/// Durations as people write them.
final class Spoken extends SimpleModule {
    private static final long serialVersionUID = 1;

    Spoken() {
        super("hangup-spoken");
        addDeserializer(Duration.class, new Reader());
        addSerializer(Duration.class, new Writer());
    }

    private static final class Reader extends StdScalarDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return HumanDuration.parse(parser.getText());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }

    private static final class Writer extends StdScalarSerializer<Duration> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(HumanDuration.print(value));
        }
    }
}
