package io.hangup.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What one broker is started with.
///
/// @param data everything it keeps; the same folder again is the same broker again
/// @param listen the address it binds; port 0 takes a free one
/// @param advertised the host it tells clients to come back to, which they must be able to reach
/// @param overrides Kafka settings that replace [Settings]'; a name that Kafka does not know is refused
public record BrokerConfig(Path data, Endpoint listen, String advertised, Map<String, String> overrides) {
    public BrokerConfig {
        data = data.toAbsolutePath().normalize();
        overrides = Map.copyOf(overrides);
        if (new Endpoint(advertised, listen.port()).isWildcard()) {
            throw new IllegalArgumentException(
                    "No client can connect to " + advertised + ": say which address to advertise");
        }
        overrides.keySet().forEach(Settings::refuseForeign);
    }

    /// A broker on a free port of the loopback address.
    public static BrokerConfig in(Path data) {
        return new BrokerConfig(data, Endpoint.LOOPBACK, Endpoint.LOOPBACK.host(), Map.of());
    }

    /// The same on another address, which is also the one clients are told.
    public BrokerConfig listeningOn(Endpoint endpoint) {
        return new BrokerConfig(data, endpoint, endpoint.host(), overrides);
    }

    /// The same on another address, with clients told a different host: for `0.0.0.0`, a bridge or a translated
    /// address.
    public BrokerConfig listeningOn(Endpoint endpoint, String advertisedHost) {
        return new BrokerConfig(data, endpoint, advertisedHost, overrides);
    }

    /// The same with one Kafka setting replaced.
    public BrokerConfig with(String setting, String value) {
        var more = new TreeMap<String, String>(overrides);
        more.put(setting, value);
        return new BrokerConfig(data, listen, advertised, more);
    }
}
