package io.hangup.agent.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// User names by uid from `/etc/passwd`, passwd(5), read again when the file changes. Users of a directory service are
/// not there and go by their uid: asking it could hang the agent.
final class UserNames {
    private static final Set<String> PRE_AUTH_ACCOUNTS = Set.of("sshd", "_sshd");

    /// The kernel's `(uid_t) -1`, which is nobody's: a uid has 32 bits and no sign.
    private static final long NOBODY = 0xffff_ffffL;

    private static final Pattern UID = Pattern.compile("[0-9]{1,10}");

    private final Path file;
    private @Nullable FileTime read;
    private Map<Integer, String> names = Map.of();
    private OptionalInt preAuthUid = OptionalInt.empty();

    UserNames(Path file) {
        this.file = file;
    }

    Map<Integer, String> names() {
        return names;
    }

    /// The account OpenSSH's pre-auth child runs under.
    OptionalInt preAuthUid() {
        return preAuthUid;
    }

    /// @return whether the file could be looked at
    boolean refresh() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(read)) {
                parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
                read = now;
            }
            return true;
        } catch (IOException e) {
            // Replaced at this very moment, or not there: what is known stays, and uids serve as names.
            read = null;
            return false;
        }
    }

    private void parse(List<String> lines) {
        Map<Integer, String> next = new HashMap<>();
        OptionalInt account = OptionalInt.empty();
        for (String line : lines) {
            String[] fields = line.split(":", 4);
            // A NIS line such as "+::::::" names nobody.
            if (fields.length == 4 && UID.matcher(fields[2]).matches() && Long.parseLong(fields[2]) < NOBODY) {
                int uid = Integer.parseUnsignedInt(fields[2]);
                next.putIfAbsent(uid, fields[0]);
                account = PRE_AUTH_ACCOUNTS.contains(fields[0]) ? OptionalInt.of(uid) : account;
            }
        }
        names = Map.copyOf(next);
        preAuthUid = account;
    }
}
