package io.hangup.cli.machine;

import java.util.Optional;

/// Which release this is: the jars of all parts carry the same version.
public final class Release {
    public static final String VERSION = Optional.ofNullable(
                    Release.class.getPackage().getImplementationVersion())
            .orElse("0.1.0-SNAPSHOT");

    private Release() {}
}
