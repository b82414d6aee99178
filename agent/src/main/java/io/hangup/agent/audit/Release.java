package io.hangup.agent.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which OpenSSH it is: `OpenSSH_9.2p1 Debian-2+deb12u10` is 9.2.
public record Release(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("OpenSSH_(\\d{1,3})\\.(\\d{1,3})");

    /// The first release named in a text: a banner, or what `sshd -V` printed.
    public static Optional<Release> in(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.find()
                ? Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean is(int otherMajor, int otherMinor) {
        return major == otherMajor && minor == otherMinor;
    }

    boolean since(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
