package io.hangup.agent;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.probe.Probe;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import java.time.Instant;
import java.util.List;

/// The executor's own eyes: connections and processes, and nothing that needs a network or another program.
public record ExecutorSight(Probe probe) implements Sight {
    @Override
    public HostView look(Instant now) {
        return probe.look(now);
    }

    @Override
    public void heed(SocketCookie connection) {
        probe.heed(connection);
    }

    @Override
    public boolean deaths() {
        return probe.deaths();
    }

    @Override
    public List<HostProcess> processesOf(Connection connection) {
        return probe.processesOf(connection);
    }

    @Override
    public Remains remains(long auditSession) {
        return probe.remains(auditSession);
    }

    @Override
    public List<HostProcess> stillAlive(List<HostProcess> processes) {
        return probe.stillAlive(processes);
    }
}
