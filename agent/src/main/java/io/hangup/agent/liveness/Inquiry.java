package io.hangup.agent.liveness;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One question to one peer, for whoever waits for its answer.
public final class Inquiry {
    private @Nullable Answer answer;

    Inquiry() {}

    static Inquiry left(String why) {
        var inquiry = new Inquiry();
        inquiry.settle(new Answer.Left(why));
        return inquiry;
    }

    /// Empty while nobody knows yet.
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    void settle(Answer now) {
        answer = now;
    }
}
