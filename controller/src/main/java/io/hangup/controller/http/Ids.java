package io.hangup.controller.http;

import java.util.Optional;
import java.util.function.Function;

/// Ids as somebody typed them into a path.
final class Ids {
    private Ids() {}

    /// The id; empty when nothing can have it, because it is not made of what ids are made of.
    static <T> Optional<T> parsed(String text, Function<String, T> id) {
        try {
            return Optional.of(id.apply(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
