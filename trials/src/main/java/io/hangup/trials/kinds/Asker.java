package io.hangup.trials.kinds;

import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The program that ssh asks for a password, of which nobody types one.
final class Asker {
    private Asker() {}

    /// Writes the program; it makes a file when it was asked.
    static Path on(Place place) {
        try {
            Path program =
                    Files.writeString(place.file("ask"), "#!/bin/sh\n: >" + asked(place) + "\nexec sleep 12005\n");
            return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new LabFailure("cannot write " + place.file("ask"), e);
        }
    }

    static void awaitAsked(Place place) {
        Patience.await("ssh asks for a password", Place.TO_SHOW, () -> Files.exists(asked(place)));
    }

    private static Path asked(Place place) {
        return place.file("asked");
    }
}
