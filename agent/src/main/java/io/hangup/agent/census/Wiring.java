package io.hangup.agent.census;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The facts of one look, and their sockets by inode: put in order only when somebody asks.
final class Wiring {
    private final Facts facts;
    private Map<Long, SocketFact> listening = Map.of();
    private Map<Long, SocketFact> connected = Map.of();

    Wiring(Facts facts) {
        this.facts = facts;
    }

    Facts facts() {
        return facts;
    }

    Optional<SocketFact> listening(long inode) {
        if (listening.isEmpty()) {
            listening = byInode(facts.listening());
        }
        return Optional.ofNullable(listening.get(inode));
    }

    Optional<SocketFact> connected(long inode) {
        if (connected.isEmpty()) {
            connected = byInode(facts.connected());
        }
        return Optional.ofNullable(connected.get(inode)).filter(SocketFact::served);
    }

    private static Map<Long, SocketFact> byInode(List<SocketFact> sockets) {
        Map<Long, SocketFact> byInode = HashMap.newHashMap(sockets.size());
        sockets.forEach(socket -> byInode.put(socket.inode(), socket));
        return byInode;
    }
}
