package io.hangup.agent.policy;

import java.util.Set;

/// Who has logged in, as far as this host's own files and the login's processes tell.
///
/// @param names each name that the uid has in `/etc/passwd`, and the uid in decimal
/// @param named whether it has one there; users of a directory service do not
/// @param groups names and gids, from the files and from the kernel's list of a process of the login
/// @param groupsSeen whether the kernel's list could be read
/// @param groupsNamed whether each of them has a name in `/etc/group`
public record Person(
        int uid, Set<String> names, boolean named, Set<String> groups, boolean groupsSeen, boolean groupsNamed) {
    public Person {
        names = Set.copyOf(names);
        groups = Set.copyOf(groups);
    }
}
