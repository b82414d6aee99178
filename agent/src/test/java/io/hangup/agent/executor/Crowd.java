package io.hangup.agent.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.census.HostView;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Hours;
import io.hangup.agent.policy.Network;
import io.hangup.agent.policy.Person;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Protection;
import io.hangup.agent.policy.Quota;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// Some people on one host, about whom everything is known, and what a policy has against ending each.
final class Crowd {
    private static final List<String> NAMES = List.of("root", "alice", "bob", "carol", "dave");
    private static final String ADMINISTRATOR = "alice";

    private final Random random;
    private final List<Guest> guests = new ArrayList<>();
    private int next = 10_000;

    Crowd(Random random) {
        this.random = random;
    }

    /// @param address of the other end
    /// @param runs what runs in the session beside the shell
    /// @param seen whether the agent can tell who it is
    record Guest(
            String name,
            String address,
            String runs,
            Instant lastInput,
            boolean seen,
            Connection connection,
            HostProcess monitor,
            HostProcess child,
            HostProcess leader) {
        boolean administers() {
            return name.equals("root") || name.equals(ADMINISTRATOR);
        }
    }

    /// Keys come and go; with all of them nothing would ever happen.
    Policy policy() {
        boolean approve = random.nextInt(4) == 0;
        boolean none = random.nextInt(8) == 0;
        Set<Action> approved = approve ? Set.of(Action.DROP, Action.CLOSE) : Set.of();
        Set<Action> allowed = approve || none ? Set.of(Action.PROBE) : Set.of(Action.PROBE, Action.DROP);
        var protection = new Protection(
                maybe() ? Set.of("bob") : Set.of(),
                maybe() ? Set.of("staff") : Set.of(),
                maybe() ? List.of(Network.parse("10.9.0.0/16")) : List.of(),
                Set.of(),
                maybe() ? Set.of("pg_dump") : Set.of(),
                maybe(),
                Set.of("sudo"));
        return new Policy(
                allowed,
                approved,
                protection,
                maybe() ? Map.of(Action.DROP, Duration.ofMinutes(15)) : Map.of(),
                maybe() ? List.of(Hours.parse("12:00-12:40")) : List.of(),
                Map.of(
                        Action.DROP, Quota.parse(maybe() ? "2/10m, 5/1h" : "8/1h"),
                        Action.CLOSE, Quota.parse("100/1h"),
                        Action.PROBE, Quota.parse("100/1h")));
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    /// New people in place of all who were there.
    void arrive(FakeHost host, Instant now) {
        guests.clear();
        host.people.clear();
        host.logins.clear();
        host.natures.clear();
        host.alive.clear();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            guests.add(guest(now));
        }
        guests.forEach(guest -> seat(host, guest));
        show(host);
    }

    private Guest guest(Instant now) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        int uid = name.equals("root") ? 0 : 1_000 + NAMES.indexOf(name);
        int pid = next += 10;
        HostProcess monitor = process(pid, 0, "sshd");
        HostProcess child = process(pid + 1, uid, "sshd");
        HostProcess leader = process(pid + 2, uid, "bash");
        Instant typed = now.minus(Duration.ofMinutes(random.nextInt(40)));
        String address = random.nextInt(4) == 0 ? "10.9.1.7" : "10.8.1.7";
        boolean seen = random.nextInt(6) > 0;
        var connection = new Connection(
                new SocketCookie(pid),
                Samples.LOCAL,
                new Endpoint(address, 40_000 + pid % 10_000),
                Implementation.OPENSSH,
                seen ? Phase.AUTHENTICATED : Phase.UNKNOWN,
                seen ? Optional.of(new Account(uid, name)) : Optional.empty(),
                now.minus(Duration.ofHours(5)),
                Optional.of(monitor),
                Optional.of(child),
                OptionalLong.empty(),
                Samples.tcp(TcpTimer.NONE, 0, typed),
                List.of(new SshSession(
                        leader,
                        new Terminal.Pty("pts/3", typed, now),
                        Optional.of(leader),
                        now.minus(Duration.ofHours(5)),
                        now)),
                List.of());
        String runs = random.nextInt(5) == 0 ? "pg_dump" : "vim";
        return new Guest(name, address, runs, typed, seen, connection, monitor, child, leader);
    }

    private static HostProcess process(int pid, int uid, String command) {
        return Samples.process(pid, 8_000 + pid, uid, command, ProcessState.SLEEPING);
    }

    private static void seat(FakeHost host, Guest guest) {
        host.alive.addAll(List.of(guest.monitor(), guest.child(), guest.leader()));
        SocketCookie cookie = guest.connection().cookie();
        host.logins.put(
                cookie,
                List.of(
                        guest.monitor(),
                        guest.child(),
                        guest.leader(),
                        process(guest.leader().pid() + 1, guest.leader().uid(), guest.runs())));
        if (guest.seen()) {
            host.people.put(cookie, person(guest));
        }
    }

    private static Person person(Guest guest) {
        String uid = Integer.toString(guest.child().uid());
        Set<String> groups = switch (guest.name()) {
            case "root" -> Set.of("0", "root");
            case ADMINISTRATOR -> Set.of("27", "sudo", "1001", "alice");
            case "carol" -> Set.of("50", "staff", "1003", "carol");
            default -> Set.of(uid, guest.name());
        };
        return new Person(guest.child().uid(), Set.of(uid, guest.name()), true, groups, true, true);
    }

    private void show(FakeHost host) {
        host.view = new HostView(
                List.of(Samples.listener(0)),
                guests.stream().map(Guest::connection).toList(),
                List.of());
    }

    Guest anybody() {
        return guests.get(random.nextInt(guests.size()));
    }

    /// Whose connection a process serves.
    Optional<Guest> servedBy(int pid) {
        return guests.stream().filter(guest -> guest.child().pid() == pid).findFirst();
    }

    void leave(FakeHost host, Guest guest) {
        host.alive.removeAll(List.of(guest.monitor(), guest.child(), guest.leader()));
        host.view = host.view.carrying(host.view.connections().stream()
                .filter(c -> !c.cookie().equals(guest.connection().cookie()))
                .toList());
    }

    /// All that a policy has against ending a guest, from the truth about him.
    List<String> objections(Policy policy, Guest guest, Consent consent, Instant now, LocalDateTime local) {
        List<String> all = new ArrayList<>();
        Protection protect = policy.protect();
        boolean enough = policy.allow().contains(Action.DROP)
                || (consent == Consent.APPROVED && policy.approve().contains(Action.DROP));
        object(all, !enough, "not allowed");
        int minute = local.getHour() * 60 + local.getMinute();
        object(
                all,
                !policy.hours().isEmpty() && consent == Consent.AUTOMATIC && (minute < 720 || minute >= 760),
                "hours");
        object(all, !protect.users().isEmpty() && (guest.name().equals("bob") || !guest.seen()), "user");
        object(all, !protect.groups().isEmpty() && (guest.name().equals("carol") || !guest.seen()), "group");
        object(all, !protect.addresses().isEmpty() && guest.address().startsWith("10.9."), "address");
        object(all, !protect.commands().isEmpty() && guest.runs().equals("pg_dump"), "command");
        long administrators = guests.stream()
                .filter(other ->
                        !other.connection().cookie().equals(guest.connection().cookie())
                                && other.seen()
                                && other.administers())
                .count();
        object(
                all,
                protect.lastAdministrator() && (guest.administers() || !guest.seen()) && administrators == 0,
                "last administrator");
        Duration idle = Duration.between(guest.lastInput(), now);
        object(
                all,
                !policy.minimumIdle().isEmpty() && idle.compareTo(Duration.ofMinutes(15)) < 0,
                "used " + idle + " ago");
        return all;
    }

    private static void object(List<String> all, boolean applies, String what) {
        if (applies) {
            all.add(what);
        }
    }

    /// That no window of the budget holds more than it may, by time that truly passed.
    static void assertWithin(Policy policy, List<Duration> spent, Duration now, String run) {
        Quota quota = policy.budget().getOrDefault(Action.DROP, Quota.parse("0/1h"));
        for (Quota.Rate rate : quota.rates()) {
            assertThat(spent.stream()
                            .filter(at -> at.plus(rate.window()).compareTo(now) > 0)
                            .count())
                    .as("%s: %s", rate, run)
                    .isLessThanOrEqualTo(rate.count());
        }
    }
}
