package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Text;
import io.hangup.cli.view.KeysView;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.KeyCard;
import io.hangup.protocol.wire.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup keys`: the keys that commands are signed with, approved with, and that hosts prove their word with.
@Command(
        name = "keys",
        header = {
            "Makes, shows and changes keys. None is ever overwritten, and no private part is ever printed.",
            "",
            "  ./hangup keys new signing-key.pem >> trusted-keys.pem     a controller's key; hosts trust the public half",
            "  ./hangup keys new alice.pem --tier operator >> operator-keys.pem",
            "  ./hangup keys new fleet-secret.pem --tier fleet           every host's key follows from it",
            "  ./hangup keys host web-1 --secret fleet-secret.pem        one host's own key",
            "  ./hangup keys show trusted-keys.pem",
            ""
        })
final class KeysCommand {
    private final Context context;
    private final InstantSource time;

    KeysCommand(Context context, InstantSource time) {
        this.context = context;
        this.time = time;
    }

    /// What a key is for.
    enum Tier {
        CONTROLLER,
        OPERATOR,
        FLEET
    }

    @Command(
            name = "new",
            header = {
                "Makes a key in a new file that only you can read, and prints the public half, which hosts trust.",
                "",
                "A controller's key signs commands. An operator's key approves what a person must have read: kill --sign.",
                "The fleet's secret has no public half; the controller and whoever makes host keys hold it.",
                ""
            })
    int create(
            @Parameters(paramLabel = "FILE", description = "Where the key goes. Must not exist.") Path file,
            @Option(
                            names = "--tier",
                            paramLabel = "TIER",
                            defaultValue = "controller",
                            description = "controller, operator or fleet: ${DEFAULT-VALUE}.")
                    Tier tier)
            throws Failure {
        String[] notes = notes(tier);
        try {
            if (tier == Tier.FLEET) {
                FleetSecret secret = FleetSecret.generate();
                secret.save(file, notes);
                context.screen().note("made fleet secret " + secret.id() + " in " + file + "; only you can read it");
            } else {
                SigningKey key = SigningKey.generate();
                key.save(file, notes);
                print(notes, key);
                context.screen().note("made key " + key.id() + " in " + file + "; only you can read it");
            }
            return Exit.OK.code();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Command(
            name = "show",
            header = {"Says what a key file holds: ids, tiers, when they were made, and who may read the file.", ""})
    int show(@Parameters(paramLabel = "FILE", description = "Private, public, a host's or a fleet's.") Path file)
            throws Failure {
        try {
            List<KeyCard> cards = KeyCard.read(file);
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            KeysView.of(file.toString(), mode, Files.getOwner(file).getName(), cards)
                    .forEach(context.screen()::print);
            return Exit.OK.code();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Command(
            name = "rotate",
            header = {
                "Makes the key that comes after one and says in which order to put it in place, so that no command is",
                "refused and no host falls silent meanwhile. The public halves of both go into one file; a fleet's",
                "secret has none, and its next file holds the former one too.",
                "",
                "  ./hangup keys rotate signing-key.pem signing-key-2.pem --public trusted-keys-both.pem",
                "  ./hangup keys rotate fleet-secret.pem fleet-secret-2.pem",
                ""
            })
    int rotate(
            @Parameters(paramLabel = "CURRENT", description = "The key in use.") Path current,
            @Parameters(paramLabel = "NEXT", description = "Where the next one goes. Must not exist.") Path next,
            @Option(
                            names = "--public",
                            paramLabel = "FILE",
                            description = "Where both public halves go. Must not exist. Not for a fleet's secret.")
                    @Nullable
                    Path both)
            throws Failure {
        try {
            boolean fleet = KeyCard.read(current).getFirst().kind() == KeyCard.Kind.FLEET_SECRET;
            if (fleet != (both == null)) {
                throw new Failure(
                        Exit.USAGE,
                        fleet
                                ? "--public: a fleet's secret has no public half; leave it out"
                                : "--public FILE is missing: both public halves go there");
            }
            return both == null ? rotateSecret(current, next) : rotateKey(current, next, both);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private int rotateSecret(Path current, Path next) throws IOException {
        FleetSecret old = FleetSecret.load(current);
        FleetSecret secret = old.next();
        secret.save(next, notes(Tier.FLEET));
        KeysView.fleetSteps(old.id(), secret.id(), next.toString()).forEach(context.screen()::print);
        return Exit.OK.code();
    }

    private int rotateKey(Path current, Path next, Path both) throws IOException {
        SigningKey old = SigningKey.load(current);
        Tier tier = KeyCard.read(current)
                        .getFirst()
                        .tier()
                        .filter("operator"::equals)
                        .isPresent()
                ? Tier.OPERATOR
                : Tier.CONTROLLER;
        SigningKey key = SigningKey.generate();
        Files.writeString(both, old.trusted().pem() + key.trusted().pem(), StandardOpenOption.CREATE_NEW);
        key.save(next, notes(tier));
        KeysView.steps(tier == Tier.OPERATOR, old.id(), key.id(), next.toString(), both.toString())
                .forEach(context.screen()::print);
        return Exit.OK.code();
    }

    @Command(
            name = "host",
            header = {
                "Makes the key of one host from the fleet's secret. The same name always gives the same key.",
                "",
                "  ./hangup keys host web-1 --secret fleet-secret.pem --out host-key.pem",
                ""
            })
    int host(
            @Parameters(paramLabel = "NAME", description = "The host's name in the fleet.") String name,
            @Option(
                            names = "--secret",
                            required = true,
                            paramLabel = "FILE",
                            description = "The fleet's secret, from: keys new --tier fleet.")
                    Path secret,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            defaultValue = "host-key.pem",
                            description = "Where the key goes: ${DEFAULT-VALUE}. Must not exist.")
                    Path out)
            throws Failure {
        try {
            HostId host = new HostId(name);
            FleetSecret.load(secret).key(host).save(out, "Made: " + now());
            context.screen()
                    .note("made the key of " + host + " in " + out + "; put it on that host as"
                            + " /etc/hangup/host-key.pem, readable by its agent alone");
            return Exit.OK.code();
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private String[] notes(Tier tier) {
        return new String[] {KeyCard.TIER + ": " + tier.name().toLowerCase(Locale.ROOT), KeyCard.MADE + ": " + now()};
    }

    private String now() {
        return time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void print(String[] notes, SigningKey key) {
        for (String note : notes) {
            context.screen().print(Text.of(note));
        }
        key.trusted().pem().lines().forEach(line -> context.screen().print(Text.of(line)));
    }

    private static Failure unusable(IOException e) {
        return new Failure(
                Exit.ERROR,
                e instanceof FileAlreadyExistsException
                        ? e.getMessage() + ": exists already, and a key is never overwritten; move it away first"
                        : FileTrouble.of(e));
    }
}
