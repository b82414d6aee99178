package io.hangup.broker;

import java.io.IOException;

/// A broker that would not start. The message is one sentence that names the place and the cure.
public final class BrokerRefused extends IOException {
    private static final long serialVersionUID = 1;

    BrokerRefused(String message) {
        super(message);
    }

    BrokerRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
