package io.hangup.trials.probe;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Hosts whose keepalive is set in unusual ways, and idle sessions on them.
///
/// `plain` has odd options on its sockets, `mute` has `TCPKeepAlive no`, `tuned` has other sysctls.
final class Ward implements AutoCloseable {
    static final List<String> HOSTS = List.of("plain", "mute", "tuned");

    private static final WatchedSocket.Options ODD = new WatchedSocket.Options(1, 4_321, 17, 11);
    private static final Duration TO_SETTLE = Duration.ofSeconds(10);

    private final Stage stage;
    private final List<Patient> patients = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private int desks;

    private Ward(Stage stage) {
        this.stage = stage;
    }

    static Ward raise(Score score) throws IOException {
        score.step("raising three hosts whose keepalive is set in unusual ways");
        var ward = new Ward(Stage.raise(
                "rules: []\n",
                HostPlan.named("plain").sshd(22),
                HostPlan.named("mute").sshd(22).setting("TCPKeepAlive no"),
                HostPlan.named("tuned").sshd(22)));
        try {
            ward.tune();
            return ward;
        } catch (RuntimeException e) {
            ward.close();
            throw e;
        }
    }

    Stage stage() {
        return stage;
    }

    List<Patient> patients() {
        return List.copyOf(patients);
    }

    /// Every agent asks whoever is silent for two seconds, and asks again soon.
    private void tune() {
        for (String host : HOSTS) {
            stage.kill(Stage.agent(host));
            stage.addSettings(host, "probeAfter: 2s\nprobeAgain: 2s\n");
        }
        stage.host("tuned")
                .exec(
                        "sh",
                        "-c",
                        "cd /proc/sys/net/ipv4 && echo 5000 >tcp_keepalive_time && echo 33 >tcp_keepalive_intvl"
                                + " && echo 8 >tcp_keepalive_probes");
    }

    /// An idle session whose client sits alone at a desk of its own.
    Patient admit(String hostName, String user) {
        Host host = stage.host(hostName);
        Node desk = stage.lab().node("desk" + desks++);
        Scene scene = Scenes.idle(desk, host, user);
        WatchedSocket socket = find(host);
        if (hostName.equals("plain")) {
            socket.set(ODD);
        }
        // What was typed last has to be acknowledged before bytes are counted.
        Patience.await("quiet of " + user, TO_SETTLE, () -> {
            WatchedSocket.Traffic before = socket.traffic();
            Patience.within(Duration.ofMillis(300), () -> false);
            return before.equals(socket.traffic());
        });
        var patient = new Patient(host, desk, scene, socket, socket.options(), socket.traffic());
        patients.add(patient);
        return patient;
    }

    /// Ends all sessions.
    void dismiss() {
        patients.forEach(patient -> patient.scene().close());
        patients.forEach(Patient::close);
        patients.clear();
    }

    private WatchedSocket find(Host host) {
        WatchedSocket mine = null;
        for (WatchedSocket socket : WatchedSocket.of(host)) {
            if (known.add(socket.cookie())) {
                mine = socket;
            } else {
                socket.close();
            }
        }
        if (mine == null) {
            throw new IllegalStateException("the socket of a new session was not found on " + host);
        }
        return mine;
    }

    @Override
    public void close() {
        patients.forEach(Patient::close);
        stage.close();
    }
}
