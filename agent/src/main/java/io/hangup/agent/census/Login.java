package io.hangup.agent.census;

import io.hangup.protocol.session.Account;
import java.util.Optional;
import java.util.OptionalLong;

/// Whom sshd let in. Asked only of authenticated connections.
final class Login {
    private Login() {}

    static Optional<Account> user(Shape shape, Facts facts) {
        OptionalLong uid = uid(shape, facts);
        return uid.isEmpty() ? Optional.empty() : Optional.of(account((int) uid.getAsLong(), facts));
    }

    // A child that is still root may be about to drop it, so root is believed only from the login uid or a session.
    private static OptionalLong uid(Shape shape, Facts facts) {
        Optional<ServerFact> serving = shape.serving();
        if (serving.isEmpty()) {
            return OptionalLong.empty();
        }
        if (serving.get().process().uid() != 0) {
            return OptionalLong.of(serving.get().process().uid());
        }
        ServerFact first = shape.monitor().orElse(serving.get());
        ServerFact listener = facts.servers().get(first.process().parent());
        boolean own = listener == null || serving.get().inLoginOtherThan(listener);
        if (own && serving.get().loginUid() != ServerFact.UNSET) {
            return OptionalLong.of(serving.get().loginUid());
        }
        return shape.leaders().stream().mapToLong(ProcessFact::uid).findFirst();
    }

    // A uid has 32 bits and no sign.
    private static Account account(int uid, Facts facts) {
        return new Account(uid, facts.names().getOrDefault(uid, Integer.toUnsignedString(uid)));
    }
}
