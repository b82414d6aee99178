package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.audit.Fault;
import io.hangup.protocol.audit.Link;
import io.hangup.protocol.audit.Report;
import java.util.ArrayList;
import java.util.List;

/// What a check of the audit came to, for people.
public final class VerifyView {
    private VerifyView() {}

    public static List<Text> of(Report report) {
        List<Text> lines = new ArrayList<>();
        report.faults().forEach(fault -> lines.add(line(fault)));
        if (report.more() > 0) {
            lines.add(Text.of("and " + report.more() + " more"));
        }
        String last = report.last().map(Link::sequence).map(Object::toString).orElse("none");
        String signed = report.signed() == 0 ? "nothing is signed" : "signed up to record " + report.signed();
        lines.add((report.sound() ? Text.of("whole", Tone.GOOD) : Text.of("not whole", Tone.BAD))
                .plus(": " + report.records() + " records, the last is " + last + "; " + signed
                        + (report.unsigned() > 0 ? ", " + report.unsigned() + " follow" : "")));
        return lines;
    }

    private static Text line(Fault fault) {
        String what = fault.sequence() == fault.last()
                ? "record " + fault.sequence()
                : "records " + fault.sequence() + " to " + fault.last();
        String where = fault.where().isEmpty() ? "" : " (" + fault.where() + ")";
        return Text.of(Words.of(fault.kind()), Tone.BAD).plus("  " + what + where + ": " + fault.meaning());
    }
}
