package io.hangup.controller;

/// Rules for tests.
final class Rules {
    static final String NONE = "";

    /// Finds what [Samples#stuck] makes, at once, and ends it.
    static final String PATH_CUT = """
            rules:
              - id: path-cut
                summary: data is in flight and the peer does not answer
                on: connection
                where: fleet
                when: connection.tcp.retransmits >= 8 && connection.tcp.unacked > 0
                do: drop
                mode: enforce
            """;

    /// The same, and it only says what it would do.
    static final String PATH_CUT_IN_SHADOW = PATH_CUT.replace("enforce", "shadow");

    private Rules() {}
}
