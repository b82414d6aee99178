package io.hangup.controller.rule;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Control;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How long a server lets a connection be pre-auth.
final class LoginGrace {
    /// dropbear's `AUTH_TIMEOUT`, default_options.h.
    private static final Duration DROPBEAR = Duration.ofMinutes(5);

    /// TIME FORMATS of sshd_config(5): `120`, `2m`, `1h30m`. At most a few parts of a few digits.
    private static final Pattern TIME = Pattern.compile("(?:\\d{1,7}[sSmMhHdDwW]?){1,5}");

    private static final Pattern PART = Pattern.compile("(\\d+)([sSmMhHdDwW]?)");
    private static final Map<String, Long> SECONDS =
            Map.of("", 1L, "s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L, "w", 604_800L);

    private LoginGrace() {}

    static Seen of(Sight sight) {
        return switch (sight.connection().implementation()) {
            case DROPBEAR -> new Seen.Value(DROPBEAR);
            case OPENSSH ->
                setting(sight)
                        .<Seen>map(time -> time.isZero()
                                ? new Seen.Absent("LoginGraceTime 0: it may be pre-auth for ever")
                                : new Seen.Value(time))
                        .orElseGet(() -> new Seen.Unseen("the agent does not know LoginGraceTime of this host"));
            case UNKNOWN -> new Seen.Unseen("the agent can't tell whose server it is");
        };
    }

    // Several servers can run on one host, each with its own, and a connection keeps what its server had when it began:
    // the most patient setting speaks for all of them.
    private static Optional<Duration> setting(Sight sight) {
        List<Control> settings = sight.host().controls().stream()
                .filter(control -> control.name().equalsIgnoreCase("LoginGraceTime"))
                .toList();
        if (sight.blind(Blindspot.Sense.SETTINGS) || !settings.stream().allMatch(Control::inForce)) {
            return Optional.empty();
        }
        List<Optional<Duration>> times = settings.stream()
                .flatMap(control -> Stream.concat(Stream.of(control.value()), older(control, sight.connection())))
                .map(LoginGrace::time)
                .toList();
        return times.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : times.stream()
                        .flatMap(Optional::stream)
                        .max(Comparator.comparing((Duration time) -> time.isZero())
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static Stream<String> older(Control control, Connection connection) {
        return control.before().filter(_ -> connection.since().isBefore(control.since())).stream();
    }

    /// Empty when the text is none.
    static Optional<Duration> time(String text) {
        if (!TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        Matcher parts = PART.matcher(text);
        long seconds = 0;
        while (parts.find()) {
            seconds += Long.parseLong(parts.group(1))
                    * SECONDS.getOrDefault(parts.group(2).toLowerCase(Locale.ROOT), 1L);
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
