package io.hangup.trials.kinds;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Raises kinds on the two hosts, some at once, each at a desk of its own.
final class Cast {
    private static final int AT_ONCE = 8;

    private final Lab lab;
    private final List<Host> hosts;
    private final AtomicInteger desks = new AtomicInteger();

    Cast(Lab lab, List<Host> hosts) {
        this.lab = lab;
        this.hosts = List.copyOf(hosts);
        this.hosts.forEach(host -> host.daemon("socat TCP-LISTEN:" + Tunnels.CLOCK
                + ",bind=127.0.0.1,fork,reuseaddr SYSTEM:'while date; do sleep 0.5; done'"));
    }

    /// A host as the kinds need it: nobody limits the time before authentication, and carol is asked for signs of life.
    static HostPlan plan(Release release) {
        return HostPlan.named(release == Release.BOOKWORM ? "d12" : "d13")
                .booted(release)
                .sshd(22)
                .dropbear(Place.DROPBEAR)
                .setting("LoginGraceTime 0")
                .setting("PasswordAuthentication yes")
                .setting("Match User carol\nClientAliveInterval 2\nClientAliveCountMax 30");
    }

    List<Raised> raise(List<Kind> kinds) {
        List<Future<Raised>> coming = new ArrayList<>();
        try (ExecutorService some = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Kind kind : kinds) {
                hosts.forEach(host -> coming.add(some.submit(() -> raise(kind, host))));
            }
        }
        return coming.stream().map(Cast::result).toList();
    }

    private Raised raise(Kind kind, Host host) {
        Host newest = hosts.getLast();
        Host other = host == newest ? hosts.getFirst() : newest;
        var place = new Place(lab, lab.node("k" + desks.incrementAndGet()), host, other, newest);
        try {
            return new Raised(kind, place, kind.opening().open(place));
        } catch (LabFailure e) {
            throw new LabFailure(kind.name() + " on " + host + " could not be raised: " + e.getMessage());
        }
    }

    private static Raised result(Future<Raised> coming) {
        try {
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted: raising kinds");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LabFailure failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
