package io.hangup.controller.kafka;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What is wrong with Kafka as seen from several places: well only when all are.
final class Trouble {
    private final Map<Source, String> known = new EnumMap<>(Source.class);
    private Consumer<Optional<String>> listener = _ -> {};

    void tell(Consumer<Optional<String>> whom) {
        listener = whom;
    }

    void say(Source source, Optional<String> why) {
        why.ifPresentOrElse(text -> known.put(source, text), () -> known.remove(source));
        listener.accept(known.values().stream().findFirst());
    }

    enum Source {
        REACHING,
        WRITING
    }
}
