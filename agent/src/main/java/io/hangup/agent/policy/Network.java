package io.hangup.agent.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some IP addresses by their first bits: `10.0.0.0/8`, `192.0.2.7`, `2001:db8::/32`.
///
/// @param bits of 128; an IPv4 prefix has 96 more than is written
public record Network(String text, Address first, int bits) {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]{2,45})(?:/(\\d{1,3}))?");

    /// @throws IllegalArgumentException with a sentence that says what to write
    public static Network parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        Optional<Address> address = matcher.matches() ? Address.parse(matcher.group(1)) : Optional.empty();
        if (address.isEmpty()) {
            throw wrong("not an address");
        }
        boolean v4 = matcher.group(1).indexOf(':') < 0;
        int longest = v4 ? 32 : 128;
        int written = matcher.group(2) == null ? longest : Integer.parseInt(matcher.group(2));
        int bits = written + 128 - longest;
        if (written > longest) {
            throw wrong("a prefix of more than " + longest + " bits");
        }
        if (!address.get().masked(bits).equals(address.get())) {
            throw wrong("bits are set beyond the prefix of " + written);
        }
        return new Network(text.strip(), address.get(), bits);
    }

    /// Whether an address is one of them; empty when it can't be read as one.
    Optional<Boolean> holds(String address) {
        return Address.parse(address).map(it -> it.masked(bits).equals(first));
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + ": write such as 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32");
    }

    @Override
    public String toString() {
        return text;
    }
}
