package io.hangup.agent.policy;

import io.hangup.protocol.session.Orphan.Kept;
import java.util.Locale;

/// Why what a login left behind is spared, in words for an operator.
final class Reaped {
    private Reaped() {}

    static String why(Kept kept) {
        return switch (kept) {
            case TMUX, SCREEN -> meant("it runs in " + word(kept));
            case NOHUP -> meant("it ignores SIGHUP, as nohup has it");
            case OWN_SESSION -> meant("it is in a POSIX session whose leader runs, as setsid and daemons have it");
            case SERVICE -> meant("it runs in a unit of its own");
            case BACKGROUND -> "background jobs are not reaped on this host";
            case UNKNOWN -> "nothing that can be seen now shows that it was a background job";
        };
    }

    private static String meant(String sign) {
        return "it was meant to live on: " + sign;
    }

    private static String word(Kept kept) {
        return kept.name().toLowerCase(Locale.ROOT);
    }
}
