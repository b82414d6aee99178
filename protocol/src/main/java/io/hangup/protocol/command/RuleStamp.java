package io.hangup.protocol.command;

import java.util.regex.Pattern;

/// The rule that a command follows from.
///
/// @param id at most 63 lower-case letters, digits and dashes, a letter first
/// @param hash of the rule as it was loaded
public record RuleStamp(String id, Fingerprint hash) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public RuleStamp {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a rule's id");
        }
    }
}
