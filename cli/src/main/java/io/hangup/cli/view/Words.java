package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Terminal;
import java.time.Instant;
import java.util.Locale;

/// The words for what the records say, the same in every view.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is empty is shown as a dash, so that columns stay columns.
    static Text orDash(String value) {
        return value.isEmpty() ? Text.of("-", Tone.QUIET) : Text.of(value);
    }

    static Text verdict(Verdict verdict) {
        return Text.of(
                of(verdict),
                switch (verdict) {
                    case STUCK -> Tone.BAD;
                    case NOTICED, UNKNOWN -> Tone.DOUBT;
                    case ENDED, CLEARED -> Tone.GOOD;
                });
    }

    static Text verdict(SessionVerdict verdict) {
        return Text.of(
                of(verdict),
                switch (verdict) {
                    case STUCK -> Tone.BAD;
                    case UNKNOWN -> Tone.DOUBT;
                    case LIVE -> Tone.GOOD;
                });
    }

    static Text status(HostStatus status) {
        return Text.of(
                of(status),
                switch (status) {
                    case FRESH -> Tone.GOOD;
                    case SILENT -> Tone.DOUBT;
                });
    }

    static String terminal(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty pty -> pty.device();
            case Terminal.NoPty() -> "";
            case Terminal.Unseen(String device) -> device + "?";
        };
    }

    /// Short, for a column.
    static String progress(Progress progress) {
        return switch (progress) {
            case Progress.Reported() -> "reported";
            case Progress.Shadowed shadowed -> "shadow: would " + of(shadowed.action());
            case Progress.HeldBack held -> "held back: " + held.because();
            case Progress.Commanded commanded -> of(commanded.action()) + " sent";
            case Progress.Answered(Receipt receipt) ->
                outcome(receipt.outcome()).plain();
            case Progress.Unanswered _ -> "no answer";
        };
    }

    private static String sessions(int others) {
        return others == 0 ? "no session" : others == 1 ? "1 session" : others + " sessions";
    }

    private static String restarted(int before, int after) {
        String ended = before == after
                ? ""
                : "; " + (before - after) + " ended meanwhile, not by the restart, which ends none";
        return "restarted; sessions before " + before + ", of them after " + after + ended;
    }

    static Text outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Gone() -> Text.of("gone", Tone.GOOD);
            case Outcome.ChannelClosed(int others) ->
                Text.of("channel closed; the connection stays, with " + sessions(others), Tone.GOOD);
            case Outcome.Reaped(int ended) ->
                Text.of("reaped: " + ended + (ended == 1 ? " process" : " processes") + " ended", Tone.GOOD);
            case Outcome.Warned(int terminals) ->
                Text.of("warned on " + terminals + (terminals == 1 ? " terminal" : " terminals"), Tone.GOOD);
            case Outcome.Kept(Instant until) -> Text.of("kept until " + Ages.instant(until), Tone.GOOD);
            case Outcome.StillThere(String why) -> Text.of("still there: " + why, Tone.BAD);
            case Outcome.Refused(String because) -> Text.of("refused: " + because, Tone.DOUBT);
            case Outcome.Expired() -> Text.of("expired before it was carried out", Tone.DOUBT);
            case Outcome.Unknown(String why) -> Text.of("unknown: " + why, Tone.DOUBT);
            case Outcome.Probed(PeerProbe probe) -> answer(probe.answer());
            case Outcome.Restarted(int before, int after) -> Text.of(restarted(before, after), Tone.GOOD);
            case Outcome.NotRestarted(String why, boolean listening) ->
                Text.of(
                        listening
                                ? "not restarted as it should be, but somebody listens: " + why
                                : "NOBODY LISTENS NOW, new logins are not possible: " + why,
                        Tone.BAD);
        };
    }

    /// What the peer's kernel said to the silent probe.
    static Text answer(PeerProbe.Answer answer) {
        return switch (answer) {
            case ANSWERED -> Text.of("the peer answered", Tone.GOOD);
            case UNANSWERED -> Text.of("the peer did not answer", Tone.BAD);
            case RESET -> Text.of("the peer has forgotten the connection", Tone.BAD);
            case UNDECIDED, UNKNOWN -> Text.of("the peer could not be asked", Tone.DOUBT);
        };
    }

    /// An id as it is safe to type into a shell.
    static String typed(String id) {
        return id.matches("[A-Za-z0-9@:._#/-]+") ? id : "'" + id.replace("'", "'\\''") + "'";
    }

    static String process(HostProcess process) {
        return process.command() + " (pid " + process.pid() + ")";
    }

    /// How long ago.
    static Text age(Instant since, Instant now) {
        return Text.of(Ages.between(since, now));
    }
}
