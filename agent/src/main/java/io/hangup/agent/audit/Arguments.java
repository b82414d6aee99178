package io.hangup.agent.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a listening `sshd` was started, from its title:
/// `sshd: /usr/sbin/sshd -D -f FILE [listener] 0 of 10-100 startups`. sshd overwrites its arguments with that, so a
/// value with blanks in it can't be told apart.
///
/// @param settings those of its arguments that change settings, for `sshd -T`
/// @param config its `-f`
public record Arguments(List<String> settings, Optional<String> config) {
    private static final Set<String> WITH_VALUE = Set.of("-f", "-o", "-h", "-g", "-p");
    private static final Set<String> PASSED_OVER = Set.of("-E", "-b", "-k", "-c", "-C", "-u");

    public Arguments {
        settings = List.copyOf(settings);
    }

    /// @param line the command line, its arguments separated by blanks
    public static Arguments of(String line) {
        int end = line.indexOf(" [listener]");
        String[] words = (end < 0 ? line : line.substring(0, end))
                .replaceFirst("^sshd: ", "")
                .strip()
                .split(" +", -1);
        List<String> settings = new ArrayList<>();
        Optional<String> config = Optional.empty();
        for (int i = 1; i < words.length; i++) {
            String flag = words[i].length() < 2 ? words[i] : words[i].substring(0, 2);
            boolean joined = words[i].length() > 2;
            if (WITH_VALUE.contains(flag) && (joined || i + 1 < words.length)) {
                String value = joined ? words[i].substring(2) : words[++i];
                settings.add(flag);
                settings.add(value);
                config = flag.equals("-f") ? Optional.of(value) : config;
            } else if (PASSED_OVER.contains(flag) && !joined) {
                i++;
            }
        }
        return new Arguments(settings, config);
    }
}
