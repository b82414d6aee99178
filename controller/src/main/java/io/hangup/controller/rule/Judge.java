package io.hangup.controller.rule;

import io.hangup.controller.fleet.HostState;
import java.util.List;

/// All rules together. Safe for any number of threads: hosts do not interact here.
public final class Judge {
    private final List<Rule> rules;

    public Judge(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public List<Rule> rules() {
        return rules;
    }

    /// What the rules say of a host that can be relied on. Only what holds or can't be known is listed.
    ///
    /// @throws IllegalStateException when the host is in doubt: then nothing of it may be judged
    public List<Judgement> judge(HostState host) {
        if (!host.reliable()) {
            throw new IllegalStateException("a host in doubt must not be judged: " + host.host());
        }
        return List.of();
    }
}
