package io.hangup.controller.rule;

import java.util.List;

/// The facts that a rule can speak of.
public final class Vocabulary {
    private Vocabulary() {}

    /// Every fact, in the order in which people should read them.
    public static List<FactDoc> facts() {
        return List.of();
    }

    /// One fact, for people.
    ///
    /// @param type as CEL names it
    /// @param scope the narrowest rule that can use it
    public record FactDoc(String name, String type, Scope scope, String doc) {}
}
