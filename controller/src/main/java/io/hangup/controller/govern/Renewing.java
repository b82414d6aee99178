package io.hangup.controller.govern;

import io.hangup.controller.fleet.HostState;
import io.hangup.controller.rule.Spelling;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A restart of a host's SSH server: which one, and whether it came to what it should.
final class Renewing {
    private Renewing() {}

    /// Which server would be restarted.
    sealed interface Server {
        record One(Listener listener) implements Server {}

        record None(Effect.Refusal refusal, String why) implements Server {}
    }

    /// The one OpenSSH server of a host that runs as root.
    static Server server(HostState host, Target target) {
        if (!(target instanceof Target.Host)) {
            return new Server.None(
                    Effect.Refusal.NOT_POSSIBLE, "that is no host; to restart its SSH server, name " + host.host());
        }
        Map<ProcessStamp, Listener> servers = new LinkedHashMap<>();
        host.snapshot().listeners().stream()
                .filter(Renewing::roots)
                .forEach(listener -> servers.putIfAbsent(listener.process().stamp(), listener));
        if (servers.size() > 1) {
            String ports = servers.values().stream()
                    .map(listener -> Integer.toString(listener.address().port()))
                    .collect(Collectors.joining(", "));
            return new Server.None(
                    Effect.Refusal.NOT_POSSIBLE,
                    "several SSH servers run there (ports " + ports + "), and a restart can't name one of them");
        }
        return servers.values().stream()
                .findFirst()
                .<Server>map(Server.One::new)
                .orElseGet(() -> new Server.None(
                        Effect.Refusal.TARGET_GONE,
                        "no OpenSSH server of root's listens there, by the host's last snapshot"));
    }

    /// Why it would not help to restart this server: what the finding rests on does not show at any of its sockets, so
    /// it is another's.
    static Optional<String> another(Finding finding, HostState host, Listener chosen) {
        boolean banner = rests(finding, "host.banner") || rests(finding, "host.bannerFor");
        boolean queue = rests(finding, "host.acceptQueue") || rests(finding, "host.acceptRoom");
        boolean ill = host.snapshot().listeners().stream()
                .filter(one -> one.process().stamp().equals(chosen.process().stamp()))
                .anyMatch(one -> (banner && says(finding, one)) || (queue && one.acceptQueue() > 0));
        return (banner || queue) && !ill
                ? Optional.of("the server that would be restarted, at " + chosen.address()
                        + ", does not show this itself: it is about another one")
                : Optional.empty();
    }

    /// Whether this is the answer that the finding is about.
    private static boolean says(Finding finding, Listener listener) {
        return listener.banner()
                .filter(says -> says.answer() != Banner.Answer.OPEN)
                .filter(says -> seen(finding, "host.banner").allMatch(word -> word.equals(Spelling.of(says.answer()))))
                .isPresent();
    }

    private static boolean rests(Finding finding, String fact) {
        return seen(finding, fact).findAny().isPresent();
    }

    private static Stream<String> seen(Finding finding, String fact) {
        return finding.evidence().stream()
                .flatMap(clause -> clause.seen().stream())
                .filter(seen -> seen.fact().equals(fact))
                .map(seen -> seen.value());
    }

    /// What a user starts under that name is nothing that a host restarts.
    private static boolean roots(Listener listener) {
        return listener.implementation() == Implementation.OPENSSH
                && listener.process().uid() == 0;
    }

    /// What people read as its subject.
    static Finding.Subject subject(Listener listener) {
        return new Finding.Subject(
                "", "", listener.address().toString(), listener.process().command());
    }

    /// Whether a restart had left nobody to listen, and a server of root's does now, at the address of that
    /// command.
    static boolean listensAgain(Finding finding, HostState host) {
        return finding.progress() instanceof Progress.Answered(var receipt)
                && receipt.outcome() instanceof Outcome.NotRestarted
                && host.snapshot().takenAt().isAfter(receipt.at())
                && host.snapshot().listeners().stream()
                        .filter(Renewing::roots)
                        .anyMatch(listener -> listener.address()
                                .toString()
                                .equals(finding.subject().peer()));
    }
}
