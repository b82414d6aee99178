package io.hangup.agent.policy.file;

import io.hangup.agent.ownership.SafePath;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.protocol.config.ConfigFile;
import io.hangup.protocol.config.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The host's policy file, read anew each time it is asked for. One that can't be relied on is never replaced by what
/// held before: then nothing is done.
public final class PolicyBook {
    private static final int LONGEST = 1 << 18;
    private static final String CONSEQUENCE = "the host's policy can't be relied on, so every command is refused: ";

    private final Path file;
    private final SafePath safe;
    private byte @Nullable [] read;
    private final @Nullable Encounter encounter;
    private boolean met;
    private Reading reading = Reading.BUILT_IN;

    /// The policy in `file`, as this process's user may rely on it.
    public static PolicyBook at(Path file) {
        return new PolicyBook(file, self(), null);
    }

    /// The same, for who ends and is started again: that there was a file is noted.
    ///
    /// @param encounter noted when the file is first met
    public static PolicyBook at(Path file, Encounter encounter) {
        return new PolicyBook(file, self(), encounter);
    }

    /// Root's alone where it can't be told who this is.
    static int self() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).intValue();
        } catch (IOException withoutProc) {
            return 0;
        }
    }

    PolicyBook(Path file, int self, @Nullable Encounter encounter) {
        this.file = file.toAbsolutePath().normalize();
        this.encounter = encounter;
        met = encounter != null && encounter.happened();
        this.safe = new SafePath(self);
    }

    /// What one text says.
    private record Reading(Optional<Policy> policy, Path pause, List<String> problems) {
        static final Reading BUILT_IN = new Reading(Optional.of(Policy.BUILT_IN), PolicyFile.USUAL_PAUSE, List.of());

        static Reading of(Loaded<PolicyFile> loaded) {
            return switch (loaded) {
                case Loaded.Good<PolicyFile>(PolicyFile written) ->
                    new Reading(Optional.of(written.resolve()), written.pause(), List.of());
                case Loaded.Bad<PolicyFile>(List<String> problems) ->
                    new Reading(Optional.empty(), PolicyFile.USUAL_PAUSE, problems);
            };
        }
    }

    /// What holds now.
    public Law law() {
        try {
            // On most hosts there is none, and each call that comes upon that makes an exception: one has to do. What
            // can't be looked for counts as there.
            boolean missing = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
            Optional<String> fault = missing ? safe.faultAbove(file) : safe.fault(file);
            if (!missing) {
                meet();
            }
            return fault.isPresent() ? broken(fault.get()) : at(missing ? Optional.empty() : bytes());
        } catch (IOException e) {
            return broken(file + " can't be read (" + e + "); let the user of this process read it");
        }
    }

    /// What holds now, the whole of it as one would write it; without it where nothing does.
    public Optional<String> print() {
        return law() instanceof Law.InForce inForce
                ? Optional.of(ConfigFile.print(PolicyFile.of(inForce.policy(), reading.pause())))
                : Optional.empty();
    }

    /// Everything that is wrong; empty when it holds.
    public List<String> problems() {
        return switch (law()) {
            case Law.InForce _ -> List.of();
            case Law.Broken(String why) -> reading.problems().isEmpty() ? List.of(why) : reading.problems();
        };
    }

    private void meet() throws IOException {
        if (!met) {
            if (encounter != null) {
                encounter.note();
            }
            met = true;
        }
    }

    private Law at(Optional<byte[]> now) {
        if (now.isEmpty()) {
            return !met
                    ? inForce(Policy.BUILT_IN, "the built-in policy, for there is no " + file)
                    : broken(file
                            + " was there and is gone; put it back, or "
                            + (encounter == null ? "restart this agent" : encounter.cure())
                            + " to go by the built-in one");
        }
        if (!Arrays.equals(read, now.get())) {
            read = now.get();
            reading = Reading.of(parse(now.get()));
        }
        return reading.policy()
                .map(policy -> inForce(policy, file.toString()))
                .orElseGet(() -> broken(reading.problems().getFirst()));
    }

    private Law inForce(Policy policy, String source) {
        return new Law.InForce(
                policy,
                source,
                // What can't be looked for counts as there.
                Files.notExists(reading.pause(), LinkOption.NOFOLLOW_LINKS)
                        ? Optional.empty()
                        : Optional.of(reading.pause().toString()));
    }

    private Optional<byte[]> bytes() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(LONGEST + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Loaded<PolicyFile> parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return new Loaded.Bad<>(List.of(file + ": is longer than 256 KiB, which no policy is"));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return ConfigFile.parse(file.toString(), text, PolicyFile.class, Map.of());
        } catch (CharacterCodingException e) {
            return new Loaded.Bad<>(List.of(file + ": is not UTF-8 text; save it as UTF-8"));
        }
    }

    private static Law broken(String why) {
        return new Law.Broken(CONSEQUENCE + why);
    }
}
