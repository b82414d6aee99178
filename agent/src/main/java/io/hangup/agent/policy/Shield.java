package io.hangup.agent.policy;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Phase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Whether somebody is protected. Who can't be told from somebody who is, is.
final class Shield {
    /// The kernel keeps so many bytes of a command's name: `TASK_COMM_LEN` less its end, `linux/sched.h`.
    private static final int NAME_BYTES = 15;

    private final Protection protect;

    Shield(Protection protect) {
        this.protect = protect;
    }

    /// Why it is spared, and the key that says so.
    record Hit(String key, String why) {}

    Optional<Hit> refuses(Scene scene) {
        return address(scene)
                .or(() -> user(scene))
                .or(() -> group(scene))
                .or(() -> processes(scene))
                .or(() -> lastAdministrator(scene));
    }

    Optional<Hit> refuses(Legacy legacy) {
        return origin().or(() -> legacy.people().stream()
                        .flatMap(person -> user(person).or(() -> group(person)).stream())
                        .findFirst())
                .or(() -> command(legacy.processes()))
                .or(() -> unit(legacy.units()));
    }

    /// A login that is over has no other end.
    private Optional<Hit> origin() {
        return protect.addresses().isEmpty()
                ? Optional.empty()
                : hit("addresses", "where its login came from can't be known any more");
    }

    private Optional<Hit> address(Scene scene) {
        String peer = scene.connection().peer().address();
        for (Network network : protect.addresses()) {
            Optional<Boolean> inside = network.holds(peer);
            if (inside.isEmpty()) {
                return hit("addresses", "its peer's address can't be read");
            }
            if (inside.get()) {
                return hit("addresses", "peers in " + network + " are protected");
            }
        }
        return Optional.empty();
    }

    private Optional<Hit> user(Scene scene) {
        if (protect.users().isEmpty() || nobodyYet(scene)) {
            return Optional.empty();
        }
        if (scene.person().isEmpty()) {
            return hit("users", "who has logged in can't be seen, and some users are protected");
        }
        return user(scene.person().get());
    }

    private Optional<Hit> user(Person person) {
        if (protect.users().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> named =
                person.names().stream().filter(protect.users()::contains).findFirst();
        if (named.isPresent()) {
            return hit("users", "user " + named.get() + " is protected");
        }
        return person.named() || allNumbers(protect.users())
                ? Optional.empty()
                : hit(
                        "users",
                        "uid " + Integer.toUnsignedString(person.uid())
                                + " has no name in /etc/passwd; protect users by uid");
    }

    private Optional<Hit> group(Scene scene) {
        if (protect.groups().isEmpty() || nobodyYet(scene)) {
            return Optional.empty();
        }
        if (scene.person().isEmpty()) {
            return hit("groups", "who has logged in can't be seen, and some groups are protected");
        }
        return group(scene.person().get());
    }

    private Optional<Hit> group(Person person) {
        if (protect.groups().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> member =
                person.groups().stream().filter(protect.groups()::contains).findFirst();
        if (member.isPresent()) {
            return hit("groups", "members of group " + member.get() + " are protected");
        }
        return doubt(person, protect.groups()).flatMap(why -> hit("groups", why));
    }

    /// Why it is not sure that somebody is in none of `groups`.
    private static Optional<String> doubt(Person person, Set<String> groups) {
        if (!person.groupsSeen()) {
            return Optional.of("the groups of uid " + Integer.toUnsignedString(person.uid()) + " can't be seen");
        }
        return person.groupsNamed() || allNumbers(groups)
                ? Optional.empty()
                : Optional.of("uid " + Integer.toUnsignedString(person.uid())
                        + " is in a group without a name in /etc/group; write gids");
    }

    private Optional<Hit> processes(Scene scene) {
        if (!protect.asksForProcesses()) {
            return Optional.empty();
        }
        String key = protect.commands().isEmpty() ? "units" : "commands";
        if (scene.unseen().isPresent()) {
            return hit(
                    key, "it can't be seen what runs in it: " + scene.unseen().get());
        }
        return command(scene.processes()).or(() -> unit(scene.units()));
    }

    private Optional<Hit> command(List<HostProcess> processes) {
        return protect.commands().stream()
                .filter(name -> processes.stream().anyMatch(runs(name)))
                .findFirst()
                .flatMap(name -> hit("commands", name + " runs in it"));
    }

    private static Predicate<HostProcess> runs(String name) {
        String kept = name.substring(0, Math.min(name.length(), NAME_BYTES));
        return process -> process.command().equals(kept);
    }

    private Optional<Hit> unit(Optional<Set<String>> units) {
        if (protect.units().isEmpty()) {
            return Optional.empty();
        }
        if (units.isEmpty()) {
            return hit("units", "the units of its processes can't be read");
        }
        return units.get().stream()
                .filter(protect.units()::contains)
                .findFirst()
                .flatMap(unit -> hit("units", "it reaches into " + unit));
    }

    private Optional<Hit> lastAdministrator(Scene scene) {
        if (!protect.lastAdministrator() || nobodyYet(scene)) {
            return Optional.empty();
        }
        boolean another = scene.others().stream().anyMatch(this::surelyAdministers);
        boolean mayBe = scene.person().filter(this::surelyNoAdministrator).isEmpty();
        return mayBe && !another
                ? hit("lastAdministrator", "it may be the last administrator's session on this host")
                : Optional.empty();
    }

    private boolean surelyAdministers(Person person) {
        return person.uid() == 0 || person.groups().stream().anyMatch(protect.administrators()::contains);
    }

    private boolean surelyNoAdministrator(Person person) {
        return !surelyAdministers(person)
                && doubt(person, protect.administrators()).isEmpty();
    }

    /// Before anybody has logged in there is nobody to protect.
    private static boolean nobodyYet(Scene scene) {
        return scene.connection().phase() == Phase.PRE_AUTH;
    }

    private static boolean allNumbers(Set<String> names) {
        return names.stream().allMatch(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private static Optional<Hit> hit(String key, String why) {
        return Optional.of(new Hit("protect." + key, why));
    }
}
