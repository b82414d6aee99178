package io.hangup.agent.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IP address as 128 bits; an IPv4 one as IPv6 maps it, `::ffff:a.b.c.d`, so that both ways to write it are one.
record Address(long high, long low) {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    /// Empty for anything but a plain address; what stands after a `%` is the name of an interface.
    static Optional<Address> parse(String text) {
        Optional<Long> v4 = v4(text);
        return v4.isPresent()
                ? v4.map(low -> new Address(0, 0xffff_0000_0000L | low))
                : v6(text.replaceFirst("%.*", ""));
    }

    private static Optional<Long> v4(String text) {
        Matcher matcher = V4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            String part = matcher.group(i);
            int value = Integer.parseInt(part);
            // 010 is 8 to some and 10 to others.
            if (value > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return Optional.empty();
            }
            address = address << 8 | value;
        }
        return Optional.of(address);
    }

    private static Optional<Address> v6(String text) {
        String[] halves = text.split("::", -1);
        Optional<List<Integer>> head = groups(halves[0]);
        if (halves.length == 1) {
            return head.filter(groups -> groups.size() == GROUPS).map(Address::of);
        }
        Optional<List<Integer>> tail = groups(halves[1]);
        if (halves.length > 2 || head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int missing = GROUPS - head.get().size() - tail.get().size();
        if (missing < 1) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        return Optional.of(of(all));
    }

    /// The groups between colons, the last of which may be an IPv4 address: two groups.
    private static Optional<List<Integer>> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<Long> v4 = i == parts.length - 1 ? v4(parts[i]) : Optional.empty();
            if (v4.isPresent()) {
                groups.add((int) (v4.get() >>> 16));
                groups.add((int) (v4.get() & 0xffff));
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    private static Address of(List<Integer> groups) {
        return new Address(word(groups.subList(0, 4)), word(groups.subList(4, GROUPS)));
    }

    private static long word(List<Integer> groups) {
        return groups.stream().mapToLong(Integer::longValue).reduce(0, (all, one) -> all << 16 | one);
    }

    /// The first `bits` of it, the others 0.
    Address masked(int bits) {
        return new Address(
                bits == 0 ? 0 : bits >= 64 ? high : high & -1L << (64 - bits),
                bits <= 64 ? 0 : low & -1L << (128 - bits));
    }
}
