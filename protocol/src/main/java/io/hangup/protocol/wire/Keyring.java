package io.hangup.protocol.wire;

import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Authority;
import io.hangup.protocol.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The two tiers of keys that a host trusts: the controllers', whose word is enough for what the host allows by itself,
/// and the operators', for what a person must have read and signed. No key is of both.
public final class Keyring {
    private final TrustedKeys controllers;
    private final TrustedKeys operators;

    private Keyring(TrustedKeys controllers, TrustedKeys operators) {
        this.controllers = controllers;
        this.operators = operators;
    }

    /// @throws IllegalArgumentException when a key is in both
    public static Keyring of(TrustedKeys controllers, TrustedKeys operators) {
        Set<String> both = new HashSet<>(controllers.ids());
        both.retainAll(operators.ids());
        if (!both.isEmpty()) {
            throw new IllegalArgumentException("key " + both.iterator().next()
                    + " is both a controller's and an operator's, so one stolen key would do for both;"
                    + " make another with: hangup keys new");
        }
        return new Keyring(controllers, operators);
    }

    /// @param operatorKeys there need not be such a file: then no approval is good here
    /// @throws KeyFileException with what is wrong and what to do
    public static Keyring load(Path controllerKeys, Path operatorKeys) throws IOException {
        TrustedKeys controllers = TrustedKeys.load(controllerKeys);
        TrustedKeys operators = Files.exists(operatorKeys) ? TrustedKeys.load(operatorKeys) : TrustedKeys.of();
        try {
            return of(controllers, operators);
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(operatorKeys, String.valueOf(e.getMessage()));
        }
    }

    /// Opens an envelope: size, the controller's signature, every approval, and only then the command. An approval that
    /// does not fit makes the whole worthless; it never just counts as none.
    public Opened open(Envelope envelope) {
        byte[] value = envelope.value();
        if (value.length > Topic.COMMANDS.maxBytes()) {
            return new Opened.Unreadable("it has " + value.length + " bytes");
        }
        Signed signed = controllers.check(
                value,
                envelope.text(Envelope.KEY_HEADER).orElse(null),
                envelope.bytes(Envelope.SIGNATURE_HEADER).orElse(null));
        if (signed instanceof Signed.Invalid(String why)) {
            return new Opened.Untrusted(why);
        }
        Optional<List<Approval>> approvals = envelope.approvals();
        if (approvals.isEmpty()) {
            return new Opened.Untrusted("its approvals are more than " + Approval.MOST + ", or one of them is none");
        }
        return approved(value, approvals.get())
                .<Opened>map(Opened.Untrusted::new)
                .orElseGet(() -> read(envelope, authority(approvals.get())));
    }

    /// What is wrong with the approvals.
    private Optional<String> approved(byte[] value, List<Approval> approvals) {
        Set<String> seen = new HashSet<>();
        for (Approval approval : approvals) {
            if (!seen.add(approval.key())) {
                return Optional.of("key " + approval.key() + " approves it twice");
            }
            if (operators.check(value, approval) instanceof Signed.Invalid(String why)) {
                return Optional.of(why);
            }
        }
        return Optional.empty();
    }

    private static Authority authority(List<Approval> approvals) {
        Set<String> by = new HashSet<>();
        approvals.forEach(approval -> by.add(approval.key()));
        return by.isEmpty() ? new Authority.Automatic() : new Authority.Approved(by);
    }

    private static Opened read(Envelope envelope, Authority authority) {
        String schema = envelope.text(Wire.SCHEMA_HEADER).orElse(null);
        return switch (Wire.decode(Topic.COMMANDS, Command.class, envelope.value(), schema)) {
            case Decoded.Good<Command>(Command command) -> new Opened.Ordered(command, authority);
            case Decoded.Poison<Command>(String why) -> new Opened.Unreadable(why);
        };
    }
}
