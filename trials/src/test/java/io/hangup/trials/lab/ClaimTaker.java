package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A program that takes numbers of labs, side by side with others of its kind: sweeps and says `swept NUMBERS`,
/// takes as many numbers as it is told once a file is there, says `took N` for each and `done`, and keeps them
/// until its input ends.
final class ClaimTaker {
    private ClaimTaker() {}

    public static void main(String[] arguments) throws IOException {
        Path start = Path.of(arguments[0]);
        int numbers = Integer.parseInt(arguments[1]);
        say("swept " + Claim.sweep(left -> {}).stream().sorted().toList());
        Patience.await("the start", Duration.ofMinutes(1), () -> Files.exists(start));
        for (int i = 0; i < numbers; i++) {
            say("took " + Claim.take().number());
        }
        say("done");
        int last = System.in.read();
        while (last >= 0) {
            last = System.in.read();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
