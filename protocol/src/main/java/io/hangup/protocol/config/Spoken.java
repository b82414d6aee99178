package io.hangup.protocol.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/// Values as people write them: durations as [HumanDuration], paths as in a shell.
final class Spoken extends SimpleModule {
    private static final long serialVersionUID = 1;

    Spoken() {
        super("hangup-spoken");
        addDeserializer(Duration.class, new Reader<>(Duration.class, HumanDuration::parse));
        addDeserializer(Every.class, new Reader<>(Every.class, Every::parse));
        addDeserializer(Path.class, new Reader<>(Path.class, Path::of));
        addSerializer(Duration.class, new Writer());
        addSerializer(Every.class, ToStringSerializer.instance);
        addSerializer(Path.class, ToStringSerializer.instance);
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Function<String, T> read;

        Reader(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return read.apply(parser.getText());
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
