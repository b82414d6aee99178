package io.hangup.agent;

import io.hangup.agent.banner.Doorman;
import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.probe.Probe;
import io.hangup.agent.settings.Auditor;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import java.time.Instant;
import java.util.List;

/// Joins the loop to its eyes, which do not know each other.
///
/// @param doorman asks the listeners that the probe finds
/// @param auditor reads the settings of their servers
record ProbeSight(Probe probe, Doorman doorman, Auditor auditor, Clock clock) implements Sight {
    @Override
    public HostView look(Instant now) {
        HostView view = doorman.attend(probe.look(now), now, clock.running());
        return auditor.attend(view, now, clock.running());
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
