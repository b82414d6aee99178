package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.snapshot.HostSnapshot;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void readsWhatItWrote() {
        HostSnapshot snapshot = Samples.busy(3);

        var decoded = Wire.decode(Topic.SNAPSHOTS, HostSnapshot.class, Wire.encode(snapshot), Wire.SCHEMA);

        assertThat(decoded).isEqualTo(new Decoded.Good<>(snapshot));
    }
}
