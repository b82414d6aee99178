package io.hangup.protocol.wire;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Fingerprint;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.WorkStamp;
import java.time.Duration;
import java.time.Instant;

/// How Jackson is set up: nothing is guessed, nothing is missing in silence.
final class Mappers {
    /// For values that come off a topic: deeper, longer or more than any record of ours needs is refused while reading.
    static final JsonFactory LIMITED = factory(StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxTokenCount(1_000_000)
            .maxStringLength(8_192)
            .maxNameLength(256)
            .maxNumberLength(32)
            .build());

    private Mappers() {}

    static JsonMapper json() {
        var constraints = StreamReadConstraints.builder().maxNestingDepth(64).build();
        var builder = JsonMapper.builder(factory(constraints))
                .annotationIntrospector(new RecordIntrospector())
                .addModule(new Jdk8Module())
                .addModule(texts())
                .defaultPropertyInclusion(JsonInclude.Value.construct(NON_ABSENT, NON_ABSENT))
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        builder.defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        return builder.build();
    }

    private static JsonFactory factory(StreamReadConstraints constraints) {
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names come from strangers: they must not fill the JVM's string table.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    private static SimpleModule texts() {
        var module = new SimpleModule("hangup");
        TextForm.register(module, HostId.class, HostId::new, HostId::value);
        TextForm.register(module, BootId.class, BootId::new, BootId::value);
        TextForm.register(module, SocketCookie.class, SocketCookie::parse, SocketCookie::toString);
        TextForm.register(module, WorkStamp.class, WorkStamp::parse, WorkStamp::toString);
        TextForm.register(module, FindingId.class, FindingId::new, FindingId::value);
        TextForm.register(module, CommandId.class, CommandId::new, CommandId::value);
        TextForm.register(module, Fingerprint.class, Fingerprint::new, Fingerprint::value);
        TextForm.register(module, Instant.class, Times::readInstant, Times::writeInstant);
        TextForm.register(module, Duration.class, Times::readDuration, Times::writeDuration);
        return module;
    }
}
