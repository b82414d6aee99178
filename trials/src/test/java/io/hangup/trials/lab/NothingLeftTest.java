package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever becomes of a lab, the machine is as before.
@RequiresHosts
class NothingLeftTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aClosedLabLeavesNothing() {
        Lab lab = Lab.raise();
        Host host = lab.hosts(HostPlan.named("web-1").sshd(2222)).getFirst();
        Node office = lab.node("office");
        Scenes.typing(office, host, "alice");
        Scenes.hangOnLogout(office, host, "bob");
        Scenes.pathCut(lab.node("train"), host, "carol");
        host.start("sleep", "12002");
        List<Long> processes = host.pids();
        List<String> before = left(lab.number());

        lab.close();

        assertThat(before).hasSizeGreaterThan(8);
        assertThat(processes).hasSizeGreaterThan(8).noneMatch(NothingLeftTest::runs);
        assertThat(left(lab.number())).isEmpty();
    }

    @Test
    @RequiresHosts(booted = true)
    void aBootedHostLeavesNothing() {
        Lab lab = Lab.raise();
        Host host = lab.hosts(HostPlan.named("web-1").booted(Release.BOOKWORM).sshd(22))
                .getFirst();
        Scenes.idle(lab.node("office"), host, "alice");
        long init = host.init();
        List<String> before = left(lab.number());

        lab.close();

        assertThat(before).anyMatch(line -> line.endsWith("hangup" + lab.number() + "-web-1"));
        assertThat(runs(init)).isFalse();
        assertThat(left(lab.number())).isEmpty();
    }

    @Test
    void twoLabsDoNotMeet() {
        try (Lab one = Lab.raise();
                Lab two = Lab.raise()) {
            Host first = one.hosts(HostPlan.named("web-1").sshd(2222)).getFirst();
            Host second = two.hosts(HostPlan.named("web-1").sshd(2222)).getFirst();

            Command.Ended across = first.command(
                            "timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/" + second.address4() + "/2222")
                    .run();

            assertThat(across.good()).isFalse();
        }
    }

    @Test
    void anInterruptedLabLeavesNothing() throws IOException {
        Running owner = owner();
        int number = number(owner);

        owner.stop(SOON);

        assertThat(owner.exit()).isPresent();
        assertThat(left(number)).isEmpty();
    }

    @Test
    void aKilledLabsProcessesEndByThemselvesAndTheRestIsSwept() throws IOException {
        Running owner = owner();
        int number = number(owner);
        List<ProcessHandle> inHost = Netns.named("hangup" + number + "-web-1").processes();

        ProcessHandle.of(owner.pid()).orElseThrow().destroyForcibly();
        boolean ended = Patience.within(SOON, () -> inHost.stream().noneMatch(ProcessHandle::isAlive));
        Lab.sweep();

        assertThat(inHost).isNotEmpty();
        assertThat(ended).isTrue();
        assertThat(left(number)).isEmpty();
    }

    private Running owner() {
        return Running.start(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LabOwner.class.getName(),
                folder.resolve("number").toString()));
    }

    private int number(Running owner) throws IOException {
        Path told = folder.resolve("number");
        Patience.await("the owner's lab: " + owner.said().text(), SOON, () -> Files.exists(told));
        return Integer.parseInt(Files.readString(told));
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /// What the machine still has of a lab: namespaces, interfaces, mounts, its folder, processes that name it.
    private static List<String> left(int number) {
        String name = "hangup" + number + "(-|:|@|\\b).*";
        String folder = Claim.labs().resolve(Integer.toString(number)) + "/";
        String all = Command.of(
                        "bash",
                        "-c",
                        "ip netns list; ip -o link; cat /proc/mounts; ls -d /tmp/hangup-labs/*/; ps -e -o args;"
                                + " unshare --mount sh -c 'mount -t cgroup2 none /mnt && ls -d /mnt/*/'")
                .run()
                .out();
        return all.lines()
                .filter(line -> line.matches(".*\\b" + name) || line.contains(folder))
                .toList();
    }
}
