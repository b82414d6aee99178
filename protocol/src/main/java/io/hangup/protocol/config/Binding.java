package io.hangup.protocol.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hangup.protocol.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Makes a record of a draft, and text of a record.
final class Binding {
    private static final JsonMapper MAPPER = Wire.json()
            .rebuild()
            .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS) // all scalars of a draft are text
            .addModule(new Spoken())
            .build();

    private Binding() {}

    static <T> T bind(Draft draft, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(draft.tree(), type);
    }

    /// What went wrong in [#bind], and where.
    static Draft.Fault fault(Draft draft, JsonProcessingException thrown) {
        if (thrown instanceof JsonMappingException mapping) {
            String path = path(mapping.getPath());
            return new Draft.Fault(draft.placeOf(path), (path.isEmpty() ? "" : path + ": ") + complaint(mapping));
        }
        return new Draft.Fault(Draft.Place.START, thrown.getOriginalMessage());
    }

    static String print(Object config) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(MAPPER.convertValue(config, new TypeReference<Map<String, Object>>() {}));
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String complaint(JsonMappingException thrown) {
        if (thrown instanceof ValueInstantiationException && thrown.getCause() != null) {
            return String.valueOf(thrown.getCause().getMessage());
        }
        if (thrown instanceof InvalidFormatException format) {
            return "'" + format.getValue() + "' does not fit; " + Wanted.value(format.getTargetType());
        }
        return thrown.getOriginalMessage();
    }
}
