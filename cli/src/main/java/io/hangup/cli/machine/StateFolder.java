package io.hangup.cli.machine;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.SigningKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where one machine's Hangup keeps its keys, token, configuration, logs and Kafka's data. Only its owner may look
/// inside, and only one `hangup up` may use it at a time.
final class StateFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");
    private static final int TOKEN_BYTES = 32;
    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Pattern HOST =
            Pattern.compile("^host: *['\"]?([A-Za-z0-9][A-Za-z0-9._-]{0,252})['\"]?\\s*$", Pattern.MULTILINE);

    private final Path folder;
    private final FileLock lock;

    private StateFolder(Path folder, FileLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Makes it if need be, and holds it until closed or until this process ends in whatever way.
    static StateFolder open(Path folder) throws Failure {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
            var state = new StateFolder(folder, locked(folder.resolve("up.lock")));
            Files.createDirectories(state.logs());
            return state;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    Path logs() {
        return folder.resolve("log");
    }

    Path data() {
        return folder.resolve("kafka");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// Makes the keys and the token that are missing. Those that are there stay.
    void provideSecrets() throws Failure {
        try {
            Path key = file("signing-key.pem");
            if (Files.notExists(key)) {
                SigningKey.generate().save(key, "Tier: controller");
            }
            Files.writeString(
                    file("trusted-keys.pem"), SigningKey.load(key).trusted().pem());
            Path operator = file("operator-key.pem");
            if (Files.notExists(operator)) {
                SigningKey.generate().save(operator, "Tier: operator");
            }
            Files.writeString(
                    file("operator-keys.pem"),
                    SigningKey.load(operator).trusted().pem());
            if (Files.notExists(file("fleet-secret.pem"))) {
                FleetSecret.generate().save(file("fleet-secret.pem"), "Tier: fleet");
            }
            Path token = file("operator.token");
            if (Files.notExists(token)) {
                var random = new byte[TOKEN_BYTES];
                new SecureRandom().nextBytes(random);
                Files.createFile(token, PosixFilePermissions.asFileAttribute(SECRET));
                Files.writeString(token, HexFormat.of().formatHex(random) + "\n");
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// Makes the key of the one host here: the one that `agent.yaml` names, or this machine. It follows from
    /// the fleet's secret, so making it again changes nothing.
    void provideHostKey() throws Failure {
        try {
            Path key = file("host-key.pem");
            String machine = Files.readString(NAME).strip();
            Optional<HostId> host = named(Files.readString(file("agent.yaml"))).or(() -> named("host: " + machine));
            Files.deleteIfExists(key);
            if (host.isPresent()) {
                FleetSecret.load(file("fleet-secret.pem")).key(host.get()).save(key);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// Without a name that can be used the agent says so itself.
    private static Optional<HostId> named(String settings) {
        Matcher line = HOST.matcher(settings);
        return line.find() ? Optional.of(new HostId(line.group(1))) : Optional.empty();
    }

    /// Writes a configuration file, unless somebody has edited the one that is there.
    ///
    /// @return whether it now says `text`
    boolean provide(String name, String text) throws Failure {
        Path file = file(name);
        Path asWritten = file("." + name + ".as-written");
        try {
            boolean edited = Files.exists(file)
                    && !(Files.exists(asWritten) && Files.readString(asWritten).equals(Files.readString(file)));
            if (edited) {
                return Files.readString(file).equals(text);
            }
            Files.writeString(file, text);
            Files.writeString(asWritten, text);
            return true;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// Says under which address the controller answers, for the commands of this checkout.
    void announce(String url) throws Failure {
        try {
            Files.writeString(file("server.url"), url + "\n");
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    @Override
    public void close() throws Failure {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static FileLock locked(Path file) throws IOException, Failure {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock = held(channel);
        if (lock == null) {
            channel.close();
            throw new Failure(
                    Exit.ERROR,
                    "another hangup up (pid " + Files.readString(file).strip() + ") runs with the state in "
                            + file.getParent() + ": stop that one, or choose another folder with --state");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return lock;
    }

    private static @Nullable FileLock held(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Failure unusable(Path folder, IOException why) {
        return new Failure(
                Exit.ERROR,
                "cannot use the state folder " + folder + " (" + why.getClass().getSimpleName() + ": "
                        + why.getMessage() + "): choose another with --state, or run as its owner");
    }
}
