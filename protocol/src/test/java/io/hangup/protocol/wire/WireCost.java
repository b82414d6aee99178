package io.hangup.protocol.wire;

import static java.lang.System.Logger.Level.INFO;

import com.sun.management.ThreadMXBean;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// Measures what it costs to write and to read a snapshot, in CPU time and memory of this thread. Run it as
/// `docs/design/wire.md` says.
final class WireCost {
    private static final int ROUNDS = 20_000;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final System.Logger LOG = System.getLogger(WireCost.class.getName());

    private WireCost() {}

    public static void main(String[] arguments) {
        HostSnapshot snapshot = Samples.busy(20);
        byte[] value = Wire.encode(snapshot);
        FleetSecret secret = FleetSecret.generate();
        HostKey own = secret.key(Samples.WEB_1);
        byte[] mac = own.seal(Topic.SNAPSHOTS, value);
        byte[] beat = Wire.encode(Samples.heartbeat());
        LOG.log(INFO, "a snapshot of 20 sessions is {0} bytes", value.length);
        for (int run = 0; run < 4; run++) {
            report("encode", () -> Wire.encode(snapshot));
            report("decode", () -> Wire.decode(Topic.SNAPSHOTS, HostSnapshot.class, value, Wire.SCHEMA));
            report("digest", () -> Wire.digest(value));
            report("seal", () -> own.seal(Topic.SNAPSHOTS, value));
            report("check a seal", () -> secret.key(Samples.WEB_1).fits(Topic.SNAPSHOTS, value, mac));
            report("check a heartbeat's seal", () -> secret.key(Samples.WEB_1).fits(Topic.HEARTBEATS, beat, mac));
        }
    }

    private static void report(String what, Supplier<?> work) {
        int hash = 0;
        long memory = THREAD.getCurrentThreadAllocatedBytes();
        long time = THREAD.getCurrentThreadCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            hash += System.identityHashCode(work.get());
        }
        double micros = (THREAD.getCurrentThreadCpuTime() - time) / 1_000.0 / ROUNDS;
        long bytes = (THREAD.getCurrentThreadAllocatedBytes() - memory) / ROUNDS;
        LOG.log(INFO, "{0}: {1} us CPU, {2} bytes allocated ({3})", what, micros, bytes, hash);
    }
}
