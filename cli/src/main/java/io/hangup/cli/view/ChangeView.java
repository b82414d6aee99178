package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.finding.Finding;

/// One change of the feed on one line, for `hangup watch` in a pipe or a log.
public final class ChangeView {
    private ChangeView() {}

    public static Text of(Finding finding) {
        Finding.Subject subject = finding.subject();
        return Text.of(Ages.instant(finding.at()), Tone.QUIET)
                .plus("  ")
                .plus(Words.verdict(finding.verdict()))
                .plus("  " + finding.id() + "  ")
                .plus(Words.orDash(subject.user()))
                .plus(" ")
                .plus(Words.orDash(subject.terminal()))
                .plus(" ")
                .plus(Words.orDash(subject.peer()))
                .plus("  " + Words.progress(finding.progress()));
    }
}
