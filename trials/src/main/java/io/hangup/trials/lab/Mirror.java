package io.hangup.trials.lab;

import java.util.List;
import java.util.Optional;

/// Where this machine gets its Debian packages, as its own apt is configured. The other releases are there too.
record Mirror(String address) {
    /// Empty where apt has no Debian mirror, such as on another distribution.
    static Optional<Mirror> own() {
        if (!Requirements.has("apt-get")) {
            return Optional.empty();
        }
        Command.Ended targets = Command.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "$(REPO_URI) $(RELEASE) $(COMPONENT)",
                        "Created-By: Packages")
                .run();
        return targets.out()
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 3 && words[2].equals("main") && isRelease(words[1]))
                .map(words -> new Mirror(words[0]))
                .findFirst();
    }

    private static boolean isRelease(String suite) {
        return suite.equals("stable")
                || List.of(Release.values()).stream()
                        .anyMatch(release -> release.suite().equals(suite));
    }

    /// What apt here needs to reach it (a proxy) or to trust it (dates), as words for mmdebstrap.
    static List<String> options() {
        return Command.of("apt-config", "dump", "Acquire")
                .run()
                .out()
                .lines()
                .filter(line -> line.matches("Acquire::(https?::Proxy|Check-[A-Za-z-]+).*\".+\";"))
                .map(line -> "--aptopt=" + line)
                .toList();
    }
}
