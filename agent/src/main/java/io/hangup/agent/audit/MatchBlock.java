package io.hangup.agent.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One `Match` line of sshd_config(5), and a connection that it would match.
///
/// @param condition as written, for people
/// @param criteria by keyword in lower case
public record MatchBlock(String condition, Map<String, String> criteria) {
    private static final int LONGEST = 200;

    public MatchBlock {
        criteria = Map.copyOf(criteria);
    }

    /// All of a file; `Match all` is none.
    public static List<MatchBlock> in(String config) {
        List<MatchBlock> blocks = new ArrayList<>();
        for (String line : config.split("\n", -1)) {
            List<String> words = words(line);
            if (words.size() >= 3 && words.getFirst().equalsIgnoreCase("match")) {
                Map<String, String> criteria = new HashMap<>();
                for (int i = 1; i + 1 < words.size(); i += 2) {
                    criteria.put(words.get(i).toLowerCase(Locale.ROOT), words.get(i + 1));
                }
                blocks.add(new MatchBlock(Texts.printable(line.strip(), LONGEST), criteria));
            }
        }
        return blocks;
    }

    /// Files that a configuration includes, as written: patterns.
    public static List<String> includes(String config) {
        List<String> patterns = new ArrayList<>();
        for (String line : config.split("\n", -1)) {
            List<String> words = words(line);
            if (words.size() > 1 && words.getFirst().equalsIgnoreCase("include")) {
                patterns.addAll(words.subList(1, words.size()));
            }
        }
        return patterns;
    }

    private static List<String> words(String line) {
        String clean = line.strip();
        return clean.isEmpty() || clean.startsWith("#")
                ? List.of()
                : List.of(clean.replace("\"", "").split("[\\s=]+", -1));
    }

    /// What to ask `sshd -T -C` for; empty when no such connection can be made up.
    ///
    /// @param memberOf a user of a group
    public Optional<String> sample(Function<String, Optional<String>> memberOf) {
        String user = "nobody";
        if (criteria.containsKey("user")) {
            user = first(criteria.get("user"));
        } else if (criteria.containsKey("group")) {
            Optional<String> member = memberOf.apply(first(criteria.get("group")));
            if (member.isEmpty()) {
                return Optional.empty();
            }
            user = member.get();
        }
        String spec = "user=" + user
                + ",host=" + first(criteria.getOrDefault("host", "host.invalid"))
                + ",addr=" + network(first(criteria.getOrDefault("address", "192.0.2.1")))
                + ",laddr=" + network(first(criteria.getOrDefault("localaddress", "192.0.2.2")))
                + ",lport=" + first(criteria.getOrDefault("localport", "22"));
        return spec.matches("[-A-Za-z0-9_.:@$,=]+") ? Optional.of(spec) : Optional.empty();
    }

    // The first pattern that is not negated, made into a word that it matches.
    private static String first(String patterns) {
        for (String pattern : patterns.split(",", -1)) {
            if (!pattern.startsWith("!") && !pattern.isEmpty()) {
                return pattern.replace("*", "x").replace("?", "x");
            }
        }
        return "x";
    }

    private static String network(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }
}
