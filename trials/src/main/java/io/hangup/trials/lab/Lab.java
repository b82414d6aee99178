package io.hangup.trials.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A network with hosts and clients on this machine, and its end: closing it, interrupting the program or even
/// killing it ends every process of it; `close` and the interrupt remove the namespaces and the folder too, and
/// after a kill the next lab does (`sweep`).
///
/// The machine is on the network with `machineAddress()`, so it opens the page of a controller that runs at
/// `control()`. Run broker and controller there rather than on the machine itself: the machine's firewall may
/// not let the hosts in.
///
/// ```java
/// try (Lab lab = Lab.raise()) {
///     Host web = lab.hosts(HostPlan.named("web-1").sshd(2222)).getFirst();
///     Running alice = lab.node("office").ssh(Login.of("alice", web));
/// }
/// ```
public final class Lab implements AutoCloseable {
    private final Claim claim;
    private final Switch network;
    private final Path key;
    private final Thread hook = new Thread(this::clear, "lab-clear");
    private final Queue<Running> running = new ConcurrentLinkedQueue<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable Node> control = new AtomicReference<>();
    private int lastPlace = 1;

    private Lab(Claim claim) {
        this.claim = claim;
        this.network = new Switch(claim);
        this.key = claim.folder().resolve("key");
    }

    /// What is missing to raise a lab here, with the cure; empty when nothing is.
    public static List<String> requirements() {
        return Requirements.missing();
    }

    /// What is missing to boot hosts too.
    public static List<String> requirementsToBoot() {
        return Requirements.missingToBoot();
    }

    /// Installs the Debian packages that are missing, and says what it did.
    ///
    /// @param booted whether hosts will be booted too
    public static List<String> install(boolean booted) {
        return Packages.install(Requirements.packages(booted));
    }

    /// Raises the network, after removing what killed labs have left.
    public static Lab raise() {
        sweep();
        var lab = new Lab(Claim.take());
        Runtime.getRuntime().addShutdownHook(lab.hook);
        try {
            lab.begin();
            return lab;
        } catch (LabFailure e) {
            lab.close();
            throw e;
        }
    }

    /// Removes what labs have left whose process is gone; returns their numbers.
    public static List<Integer> sweep() {
        return Claim.sweep(left -> {
            Switch.remove(left);
            Cgroups.remove(left);
        });
    }

    private void begin() {
        give("host-init");
        give("host-boot");
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", key.toString())
                .check();
        network.raise();
    }

    private void give(String script) {
        try (InputStream in = Lab.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException(script + " is not on the class path");
            }
            Path hosts = Files.createDirectories(claim.folder().resolve("hosts"));
            Files.copy(in, hosts.resolve(script));
        } catch (IOException e) {
            throw new LabFailure("cannot write into " + claim.folder(), e);
        }
    }

    /// The lab's number N: its subnet is `10.77.N.0/24`, its namespaces are `hangupN-…`.
    public int number() {
        return claim.number();
    }

    /// The machine's own address on the lab's network.
    public String machineAddress() {
        return network.address4(1);
    }

    /// A folder for whatever the user of the lab writes; it is removed with the lab.
    public Path folder() {
        return claim.folder();
    }

    /// The private key that every user of every host accepts.
    public Path key() {
        return key;
    }

    Switch network() {
        return network;
    }

    /// Remembers a process, to be ended with the lab.
    Running keep(Running one) {
        synchronized (running) {
            if (!closed.get()) {
                running.add(one);
                return one;
            }
        }
        one.close();
        throw new LabFailure("the lab is closed: " + one);
    }

    private Netns attach(String name, int place) {
        synchronized (running) {
            if (closed.get()) {
                throw new LabFailure("the lab is closed: " + name);
            }
            return network.attach(name, place);
        }
    }

    /// Raises hosts side by side; each knows the others by name. Returns when all of their ssh servers listen.
    public List<Host> hosts(HostPlan... plans) {
        int[] places = new int[plans.length];
        var names = new StringBuilder();
        synchronized (nodes) {
            nodes.values().forEach(node -> names.append(line(node.name(), node.address4(), node.address6())));
            for (int i = 0; i < plans.length; i++) {
                places[i] = ++lastPlace;
                names.append(line(plans[i].name(), network.address4(places[i]), network.address6(places[i])));
            }
        }
        List<Future<Host>> raised = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < plans.length; i++) {
                HostPlan plan = plans[i];
                int place = places[i];
                raised.add(each.submit(() -> host(plan, place, names.toString())));
            }
        }
        List<Host> hosts = new ArrayList<>();
        raised.forEach(one -> hosts.add(result(one)));
        return hosts;
    }

    private static Host result(Future<Host> raised) {
        try {
            return raised.get();
        } catch (InterruptedException _) {
            throw LabFailure.interrupted("raising hosts");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LabFailure failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private Host host(HostPlan plan, int place, String names) {
        Path files = claim.folder().resolve("hosts").resolve(plan.name());
        new HostFiles(files).write(plan, key, names);
        Netns netns = attach(plan.name(), place);
        Host host = plan.release().isPresent()
                ? BootedHost.raise(
                        this,
                        plan,
                        place,
                        netns,
                        files,
                        Tree.of(plan.release().orElseThrow()).folder())
                : LightHost.raise(this, plan, place, netns, files);
        synchronized (nodes) {
            nodes.put(host.name(), host);
        }
        return host;
    }

    private static String line(String name, String address4, String address6) {
        return address4 + " " + name + "\n" + address6 + " " + name + "\n";
    }

    /// A new place on the network without files or processes of its own: where clients sit. Names are as for
    /// hosts.
    public Node node(String name) {
        HostPlan.named(name);
        synchronized (nodes) {
            int place = ++lastPlace;
            var node = new Node(this, name, place, attach(name, place));
            nodes.put(name, node);
            return node;
        }
    }

    /// The node for broker and controller; the machine opens its page at this node's address.
    public Node control() {
        synchronized (control) {
            Node known = control.get();
            if (known == null) {
                known = node("control");
                control.set(known);
            }
            return known;
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The program is ending, and the hook has been here or waits for us.
        }
    }

    private synchronized void clear() {
        synchronized (running) {
            // From here on nothing is born any more: an interrupt comes while others are at work.
            if (!closed.compareAndSet(false, true)) {
                return;
            }
        }
        // What these have started themselves dies with the namespaces.
        running.forEach(Running::end);
        running.forEach(Running::ended);
        Switch.remove(claim);
        Cgroups.remove(claim);
        claim.release();
    }
}
