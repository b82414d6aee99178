package io.hangup.trials.lab;

import java.io.IOException;

/// Something the lab was asked for did not come about; the message says what, with what the command said.
public final class LabFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabFailure(String message) {
        super(message);
    }

    public LabFailure(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    static LabFailure interrupted(String during) {
        Thread.currentThread().interrupt();
        return new LabFailure("interrupted: " + during);
    }
}
