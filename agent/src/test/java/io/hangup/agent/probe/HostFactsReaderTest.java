package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.snapshot.HostFacts;
import org.junit.jupiter.api.Test;

class HostFactsReaderTest {
    @Test
    void tellsTheSameBootAndKernelWhereOshiCannotRun() {
        HostFacts byOshi = HostFactsReader.byOshi("0.1.0");

        HostFacts byProc = HostFactsReader.byProc("0.1.0");

        assertThat(byProc.bootedAt()).isEqualTo(byOshi.bootedAt());
        assertThat(byProc.kernel()).isEqualTo(byOshi.kernel());
    }
}
