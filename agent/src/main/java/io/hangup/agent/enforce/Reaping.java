package io.hangup.agent.enforce;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Meant;
import io.hangup.agent.census.Remains;
import io.hangup.agent.census.Remnant;
import io.hangup.agent.census.Remnant.Trade;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Judge;
import io.hangup.agent.policy.Judgement;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Legacy;
import io.hangup.agent.policy.Moment;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what a login left behind may be ended, and how much of it. The host decides by its own look and without
/// memory; in doubt it spares.
///
/// Ended is the process that is named and what is below it, less what was meant to live on by itself and all below
/// that. Whoever belongs to another login is never ended, and neither is anything of a login that may still live.
public final class Reaping {
    /// The most processes that one command ends: each is held by a descriptor.
    public static final int MOST = 256;

    /// What the kernel answers where a process is in no audit session: `(u32) -1`, `linux/audit.h`.
    private static final long NO_AUDIT_SESSION = 0xffff_ffffL;

    private static final Set<Sense> DECIDING = EnumSet.of(Sense.SOCKETS, Sense.OWNERS);

    private static final Set<Kept> SIGNLESS = EnumSet.of(Kept.BACKGROUND, Kept.UNKNOWN);

    private Reaping() {}

    /// What is to be done about one command.
    public sealed interface Ruling {
        /// @param kept what keeps the process that is named
        /// @param ending that process, and what would end with it
        record Go(Kept kept, List<Remnant> ending) implements Ruling {
            public Go {
                ending = List.copyOf(ending);
            }
        }

        record Stay(Decision why) implements Ruling {}
    }

    /// What speaks against a command whatever there is on the host.
    static Optional<String> forbidden(Command command, Standing standing) {
        return standing.unable()
                .or(() -> Never.byPid(command.target().process().pid(), standing))
                .or(() -> command.target() instanceof CommandTarget.OneOrphan orphan && isAudited(orphan.auditSession())
                        ? Optional.empty()
                        : Optional.of("it is in no audit session, so nobody can say which login it comes from"))
                .or(() -> command.guard()
                        .warning()
                        .map(_ -> "it asks for a warning, and nobody is at a terminal of what a login left behind"))
                .or(() -> command.guard()
                        .work()
                        .map(_ -> "it asks whether that has rested, which this agent does not measure"));
    }

    private static boolean isAudited(long session) {
        return session >= 0 && session < NO_AUDIT_SESSION;
    }

    /// Decides with the named process held.
    ///
    /// @param held what runs under the target's pid, and `bond` what that belongs to, read after it was held
    /// @param view a look taken after that
    /// @param remains of the login that the command names, read after that
    public static Ruling plan(
            Command command,
            CommandTarget.OneOrphan target,
            Consent consent,
            Standing standing,
            Held held,
            Bond bond,
            HostView view,
            Remains remains) {
        Optional<Remnant> named = remains.of(target.process().pid())
                .filter(one -> one.what().stamp().equals(target.process()));
        Optional<Ruling> spared = Enforcement.atArrival(command, consent, standing)
                .or(() -> Enforcement.anotherProcess(command, standing, held.process()))
                .or(() -> refuse(Never.byNature(held, view)))
                .or(() -> refuse(anotherLogin(target, held, bond)))
                .or(() -> refuse(living(target.auditSession(), view, remains)))
                .or(() -> refuse(
                        named.isPresent() ? Optional.empty() : Optional.of("it is not among what its login left")))
                .map(Ruling.Stay::new);
        return spared.orElseGet(() -> plan(named.orElseThrow(), standing, remains));
    }

    private static Ruling plan(Remnant named, Standing standing, Remains remains) {
        Kept kept = Meant.of(named, remains);
        List<Remnant> ending = new ArrayList<>(List.of(named));
        ending.addAll(ending(named, remains, kinds(standing.law(), kept)));
        return refuse(origin(named, remains)
                        .or(() -> family(named, standing, remains))
                        .or(() -> attached(ending, remains))
                        .or(() -> ending.size() <= MOST
                                ? Optional.empty()
                                : Optional.of("more than " + MOST + " processes would end with it")))
                .<Ruling>map(Ruling.Stay::new)
                .orElseGet(() -> new Ruling.Go(kept, ending));
    }

    /// What the policy says of it.
    public static Optional<Decision> judged(Command command, Consent consent, Standing standing, Legacy legacy) {
        return switch (Judge.over(
                standing.law(),
                Enforcement.request(command, consent),
                standing.moment(),
                standing.spending(),
                legacy)) {
            case Judgement.Permit() -> Optional.empty();
            case Judgement.Refuse(String because) -> Optional.of(new Decision.Refuse(because));
        };
    }

    /// Why the policy, as it is now, no longer allows what is under way; empty where it does.
    public static Optional<String> revoked(Command command, Consent consent, Law law, Moment moment, Legacy legacy) {
        return Judge.still(law, Enforcement.request(command, consent), moment, legacy);
    }

    /// Why a process that was asked to end, and did not, may not be killed, by a look that is newer; empty where
    /// it may. Who lost what was above it is of the job still: only a sign of its own speaks for it.
    ///
    /// @param may what may be reaped
    public static Optional<String> spared(HostProcess held, Set<Kept> may, Standing standing, Remains remains) {
        Optional<Remnant> found =
                remains.of(held.pid()).filter(one -> one.what().stamp().equals(held.stamp()));
        if (found.isEmpty() || found.get().auditSession() != remains.auditSession()) {
            return Optional.of("process " + held.pid() + " is not among what its login left any more");
        }
        Remnant one = found.get();
        Kept now = Meant.of(one, remains);
        return SIGNLESS.contains(now) || may.contains(now)
                ? family(one, standing, remains).or(() -> attached(List.of(one), remains))
                : Optional.of("process " + one.pid() + " was meant to live on, as it shows by now");
    }

    /// What is below a process and would end with it, the nearer ones first.
    ///
    /// @param may what may be reaped
    public static List<Remnant> ending(Remnant above, Remains remains, Set<Kept> may) {
        List<Remnant> found = new ArrayList<>();
        List<Remnant> edge = List.of(above);
        while (!edge.isEmpty() && found.size() <= MOST) {
            edge = edge.stream()
                    .flatMap(one -> remains.children(one).stream())
                    .filter(one -> one.auditSession() == remains.auditSession())
                    .filter(one -> may.contains(Meant.of(one, remains)))
                    .toList();
            found.addAll(edge);
        }
        return found;
    }

    /// What may be ended below a process of that kind: where the kind of the one that is named can't be told, that of
    /// those below it can't either.
    public static Set<Kept> kinds(Law law, Kept named) {
        Set<Kept> may = EnumSet.of(named);
        if (law instanceof Law.InForce(var policy, var _, var _)) {
            may.addAll(policy.reap());
        }
        return may;
    }

    /// Why a process that was to be ended, and is held now, is no longer as it was judged; empty when it is.
    public static Optional<String> changed(Remnant judged, Held held, Bond bond, HostView view, Standing standing) {
        boolean same = held.process().stamp().equals(judged.what().stamp())
                && held.process().uid() == judged.what().uid()
                && bond.auditSession() == judged.auditSession()
                && bond.group() == judged.group()
                && bond.session() == judged.process().posixSession()
                && bond.ignoresHangup() == judged.traits().deaf();
        return same
                ? Never.byPid(judged.pid(), standing).or(() -> Never.byNature(held, view))
                : Optional.of("process " + judged.pid() + " is not as it was a moment ago");
    }

    /// Why a login may still live; empty when it is surely over.
    public static Optional<String> living(long auditSession, HostView view, Remains remains) {
        return remains.unseen()
                .or(() -> view.blindspots().stream()
                        .filter(b -> DECIDING.contains(b.sense()))
                        .map(Blindspot::why)
                        .findFirst()
                        .map(why -> "it can't be seen whether its login is over: " + why))
                .or(() -> server(remains))
                .or(() -> view.connections().stream()
                        .filter(c -> c.server().isEmpty() || c.auditSession().orElse(-1) == auditSession)
                        .findFirst()
                        .map(c -> c.server().isEmpty()
                                ? "it can't be seen whether its login is over: who serves a connection from " + c.peer()
                                        + " is unseen"
                                : "its login is still connected, from " + c.peer()))
                .or(() -> present(remains));
    }

    private static Optional<String> server(Remains remains) {
        return remains.own().stream()
                .filter(one -> one.trade() != Trade.OTHER)
                .findFirst()
                .map(one -> one.trade() == Trade.SERVER
                        ? "SSH server " + one.pid() + " belongs to its login, which may still live"
                        : "service manager " + one.pid() + " belongs to its login and is never ended");
    }

    /// A hangup takes a login's terminal from all that is in it. What has one is at another, or the login is.
    private static Optional<String> present(Remains remains) {
        return remains.own().stream()
                .filter(one -> one.process().tty() != 0 && !Meant.multiplexed(one, remains))
                .findFirst()
                .map(one -> "process " + one.pid() + " of its login is at a terminal, so its login may still live");
    }

    private static Optional<String> anotherLogin(CommandTarget.OneOrphan target, Held held, Bond bond) {
        return bond.auditSession() == target.auditSession()
                ? Optional.empty()
                : Optional.of("process " + held.process().pid() + " is in audit session " + bond.auditSession()
                        + ", not " + target.auditSession());
    }

    /// Why it is no orphan of an SSH login. A pane of tmux has the environment of whoever attached to it last.
    private static Optional<String> origin(Remnant named, Remains remains) {
        boolean overSsh = remains.own().stream()
                .filter(one -> one.traits().overSsh())
                .anyMatch(one -> remains.of(one.process().parent())
                        .filter(above -> Meant.multiplexed(above, remains))
                        .isEmpty());
        if (!overSsh) {
            return Optional.of("nothing shows that its login came over SSH");
        }
        var holder = Meant.foreign(named, remains);
        return holder.isPresent()
                ? Optional.of("process " + holder.getAsInt() + ", above it, is not of its login")
                : Optional.empty();
    }

    /// Why something below it speaks against its end.
    private static Optional<String> family(Remnant named, Standing standing, Remains remains) {
        return remains.below(named).stream()
                .flatMap(one -> (one.auditSession() != remains.auditSession()
                                ? Optional.of("process " + one.pid() + ", below it, belongs to another login")
                                : Never.byPid(one.pid(), standing))
                        .stream())
                .findFirst();
    }

    /// Why it is in use though its login is over.
    private static Optional<String> attached(List<Remnant> ending, Remains remains) {
        return ending.stream()
                .flatMap(one -> Meant.attached(one, remains).stream())
                .findFirst()
                .map(server -> "somebody may be attached to " + server.what().command() + " " + server.pid());
    }

    private static Optional<Decision> refuse(Optional<String> why) {
        return why.map(Decision.Refuse::new);
    }
}
