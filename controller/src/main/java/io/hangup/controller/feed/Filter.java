package io.hangup.controller.feed;

import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.session.Account;
import java.util.Locale;
import java.util.Optional;

/// Which rows are asked for; an empty part lets all through. Matches are exact.
///
/// @param verdict lower-case, as in the JSON
/// @param all also findings that are over; one that is asked for by its verdict is shown anyway
public record Filter(
        Optional<String> host, Optional<String> user, Optional<String> rule, Optional<String> verdict, boolean all) {
    public static final Filter NONE =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    boolean matches(Finding finding) {
        return (all || verdict.isPresent() || !finding.over())
                && same(host, finding.target().host().value())
                && same(user, finding.subject().user())
                && same(rule, finding.rule())
                && same(verdict, word(finding.verdict()));
    }

    /// A session's rule is that of any of its findings.
    boolean matches(SessionRow row) {
        return same(host, row.host().value())
                && same(user, row.user().map(Account::name).orElse(""))
                && same(verdict, word(row.verdict()))
                && rule.map(name -> row.findings().stream()
                                .anyMatch(id -> id.value().startsWith(name + "@")))
                        .orElse(true);
    }

    boolean matches(ClientRow row) {
        return same(host, row.host().value())
                && same(user, row.user().map(Account::name).orElse(""));
    }

    boolean matches(OrphanRow row) {
        return same(host, row.host().value())
                && same(user, row.orphan().account().name());
    }

    private static boolean same(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
