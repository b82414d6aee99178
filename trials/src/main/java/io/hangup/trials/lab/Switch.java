package io.hangup.trials.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The lab's network: one bridge in a namespace of its own, a port for each node and one for the machine.
///
/// A cut drops what passes this bridge from and to a node, without a sign: no link goes down and neighbours
/// still answer ARP (as when the trouble is some routers away), so both ends just hear nothing more.
final class Switch {
    /// Whether this kernel speaks IPv6; without it hosts have and listen on IPv4 alone.
    static final boolean IPV6 = Files.isDirectory(Path.of("/proc/sys/net/ipv6"));

    /// All addresses of all labs, as sshd lists them.
    static final String EVERYBODY = "10.77.0.0/16,fd77::/16";

    private static final String RULES = """
            table bridge lab {
              set cut { type ifname; }
              chain forward {
                type filter hook forward priority 0; policy accept;
                ether type arp accept
                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                iifname @cut drop
                oifname @cut drop
              }
            }
            """;

    private final Claim claim;
    private final Netns netns;

    Switch(Claim claim) {
        this.claim = claim;
        this.netns = Netns.named(claim.prefix() + "sw");
    }

    /// Raises the bridge and gives the machine its own port: `10.77.N.1` on an interface `hangupN`.
    void raise() {
        String machine = "hangup" + claim.number();
        netns.add();
        netns.ip("""
                link set lo up
                link add br0 type bridge
                link set br0 up
                """);
        Command.of(netns.inside(List.of("nft", "-f", "-"))).reading(RULES).check();
        Command.of("ip", "link", "add", machine, "type", "veth", "peer", "name", "machine", "netns", netns.name())
                .check();
        netns.ip("link set machine master br0 up\n");
        Command.of("ip", "-batch", "-")
                .reading("""
                        addr add %s/24 dev %s
                        link set %s up
                        """.formatted(address4(1), machine, machine))
                .check();
        // A machine without IPv6 still reaches every node by IPv4.
        Command.of("ip", "addr", "add", address6(1) + "/64", "dev", machine, "nodad")
                .run();
    }

    /// Removes the network of a lab, with every process on it.
    static void remove(Claim claim) {
        // The kernel would remove the machine's port too, but some time after the namespaces.
        Command.of("ip", "link", "del", "hangup" + claim.number()).run();
        Netns.beginning(claim.prefix()).forEach(Netns::remove);
    }

    /// Makes a namespace on this network. The MAC address follows from the place, so that nobody's ARP entry
    /// goes stale.
    Netns attach(String name, int place) {
        Netns node = Netns.named(claim.prefix() + name);
        node.add();
        netns.ip("""
                link add dev %s type veth peer name eth0 address 02:77:00:00:%02x:%02x netns %s
                link set dev %s master br0 up
                """.formatted(name, claim.number(), place, node.name(), name));
        String ipv6 = IPV6 ? "addr add " + address6(place) + "/64 dev eth0 nodad\n" : "";
        node.ip("""
                addr add %s/24 dev eth0
                %slink set lo up
                link set eth0 up
                """.formatted(address4(place), ipv6));
        return node;
    }

    String address4(int place) {
        return "10.77." + claim.number() + "." + place;
    }

    String address6(int place) {
        return "fd77:0:0:" + Integer.toHexString(claim.number()) + "::" + Integer.toHexString(place);
    }

    void cut(String node) {
        nft("add", node);
    }

    void heal(String node) {
        nft("delete", node);
    }

    private void nft(String verb, String node) {
        Command.of(netns.inside(List.of("nft", verb, "element", "bridge", "lab", "cut", "{ \"" + node + "\" }")))
                .check();
    }
}
