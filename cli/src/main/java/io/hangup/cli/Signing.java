package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.DraftView;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/// What an operator signs: bytes that the controller handed out and that are read here anew. What is shown
/// comes from these bytes and from nowhere else.
record Signing(SigningKey key) {
    static Signing with(Path file) throws Failure {
        try {
            return new Signing(SigningKey.load(file));
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "--sign: " + FileTrouble.of(e));
        }
    }

    /// Reads a draft, shows it, and refuses what was not asked for.
    ///
    /// @param named id of the connection or session that the operator was shown
    /// @return the bytes to sign
    byte[] read(Screen screen, CommandDraft draft, CommandRequest request, String named) throws Failure {
        byte[] bytes = HexFormat.of().parseHex(draft.bytes());
        Command command = command(bytes);
        DraftView.of(command, key.id()).forEach(screen::note);
        String target = target(command).id();
        if (!target.equals(named)) {
            throw refused("it is about " + target + ", and you named " + named);
        }
        if (command.action() != request.wanted()
                || !command.guard().warning().equals(request.warning())
                || !command.reason().endsWith(": " + request.reason())) {
            throw refused("it asks for something else than you did");
        }
        if (!command.id().equals(draft.command())) {
            throw refused("it goes by another id than its own");
        }
        return bytes;
    }

    private static Target target(Command command) {
        return switch (command.target()) {
            case CommandTarget.OneConnection one ->
                one.session()
                        .<Target>map(
                                leader -> new Target.OneSession(command.host(), command.boot(), one.cookie(), leader))
                        .orElseGet(() -> new Target.OneConnection(command.host(), command.boot(), one.cookie()));
            case CommandTarget.Server _ -> new Target.Host(command.host(), command.boot());
            case CommandTarget.OneOrphan one -> new Target.OneOrphan(command.host(), command.boot(), one.process());
        };
    }

    private static Command command(byte[] bytes) throws Failure {
        return switch (Wire.decode(Topic.COMMANDS, Command.class, bytes, Wire.SCHEMA)) {
            case Decoded.Good<Command>(Command command) -> command;
            case Decoded.Poison<Command>(String why) -> throw refused("it can't be read: " + why);
        };
    }

    private static Failure refused(String why) {
        return new Failure(Exit.ERROR, "the controller's draft is not signed and nothing was sent: " + why);
    }
}
