package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A program with a lab of its own, to be killed: raises a host and a login, writes the lab's number into the
/// file it is given, and goes on until its input ends.
final class LabOwner {
    private LabOwner() {}

    public static void main(String[] arguments) throws IOException {
        Path told = Path.of(arguments[0]);
        try (Lab lab = Lab.raise()) {
            Host host = lab.hosts(HostPlan.named("web-1").sshd(2222)).getFirst();
            Scenes.idle(lab.node("office"), host, "alice");
            Path draft = told.resolveSibling("draft");
            Files.writeString(draft, Integer.toString(lab.number()));
            Files.move(draft, told, StandardCopyOption.ATOMIC_MOVE);
            int last = System.in.read();
            while (last >= 0) {
                last = System.in.read();
            }
        }
    }
}
