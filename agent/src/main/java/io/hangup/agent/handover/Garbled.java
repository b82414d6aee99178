package io.hangup.agent.handover;

import java.io.IOException;

/// What came is no frame of this protocol.
public final class Garbled extends IOException {
    private static final long serialVersionUID = 1;

    Garbled(String why) {
        super(why);
    }
}
