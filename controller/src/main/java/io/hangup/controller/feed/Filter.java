package io.hangup.controller.feed;

import java.util.Optional;

/// Which rows are asked for; an empty part lets all through. Matches are exact.
///
/// @param verdict lower-case, as in the JSON
/// @param all also findings that are over
public record Filter(
        Optional<String> host, Optional<String> user, Optional<String> rule, Optional<String> verdict, boolean all) {
    public static final Filter NONE =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
}
