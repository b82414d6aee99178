package io.hangup.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.server.ServerSocketFactory;

/// The listening sockets, bound before Kafka starts and handed to it when it asks.
///
/// So a taken port is found in a millisecond and not halfway through a start, ports chosen by the kernel are known in
/// time to be advertised, and clients that come early wait in the backlog instead of being refused.
final class Sockets implements ServerSocketFactory, AutoCloseable {
    private static final int BACKLOG = 128;

    private final Map<String, ServerSocketChannel> bound = new ConcurrentHashMap<>();

    /// Binds one listener and says where it ended up.
    Endpoint bind(String listener, Endpoint wanted) throws BrokerRefused {
        try {
            ServerSocketChannel channel =
                    ServerSocketFactory.INSTANCE.openServerSocket(listener, address(wanted), BACKLOG, -1);
            bound.put(listener, channel);
            return new Endpoint(wanted.host(), channel.socket().getLocalPort());
        } catch (IOException | KafkaException | UnresolvedAddressException e) {
            throw refused(wanted, e);
        }
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlogSize, int receiveBufferSize) throws IOException {
        ServerSocketChannel ready = bound.remove(listener);
        return ready != null ? ready : INSTANCE.openServerSocket(listener, address, backlogSize, receiveBufferSize);
    }

    private static InetSocketAddress address(Endpoint wanted) {
        var address = new InetSocketAddress(wanted.host(), wanted.port());
        if (address.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        return address;
    }

    private static BrokerRefused refused(Endpoint wanted, Exception e) {
        if (e instanceof UnresolvedAddressException) {
            return new BrokerRefused(
                    "The host of " + wanted + " has no address: listen on an address of this machine.", e);
        }
        Throwable cause = e.getCause() instanceof IOException inner ? inner : e;
        String reason = String.valueOf(cause.getMessage());
        if (cause instanceof BindException && reason.startsWith("Address already in use")) {
            return new BrokerRefused(
                    "Port " + wanted.port() + " of " + wanted.host() + " is in use by another program:"
                            + " stop that (`ss -ltnp sport = :" + wanted.port()
                            + "` names it) or listen on another port.",
                    e);
        }
        if (reason.startsWith("Permission denied")) {
            return new BrokerRefused(
                    "Port " + wanted.port() + " of " + wanted.host() + " is reserved: listen on one above 1023.", e);
        }
        return new BrokerRefused(
                "The address " + wanted.host() + " cannot be listened on (" + reason
                        + "): use an address that `ip address` shows on this machine.",
                e);
    }

    /// Closes what Kafka has not taken.
    @Override
    public void close() throws IOException {
        for (ServerSocketChannel channel : bound.values()) {
            channel.close();
        }
        bound.clear();
    }
}
