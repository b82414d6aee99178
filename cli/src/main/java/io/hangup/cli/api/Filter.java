package io.hangup.cli.api;

import java.util.Map;
import java.util.TreeMap;

/// Which rows to ask for. An empty text asks for any; what is given must match exactly.
///
/// @param all also what is over
public record Filter(String host, String user, String rule, String verdict, boolean all) {
    public static final Filter NONE = new Filter("", "", "", "", false);

    Map<String, String> query() {
        Map<String, String> query = new TreeMap<>();
        put(query, "host", host);
        put(query, "user", user);
        put(query, "rule", rule);
        put(query, "verdict", verdict);
        put(query, "all", all ? "true" : "");
        return query;
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (!value.isEmpty()) {
            query.put(name, value);
        }
    }
}
