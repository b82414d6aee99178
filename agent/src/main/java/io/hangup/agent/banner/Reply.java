package io.hangup.agent.banner;

import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Banner.Answer;

/// What one question to a listener brought.
///
/// @param said the first line, printable ASCII, at most [Banner#LONGEST] characters
public record Reply(Answer answer, String said) {
    static Reply silent(Answer answer) {
        return new Reply(answer, "");
    }

    /// Reads a first line. The two refusals are those of OpenSSH's `sshd.c`, seen on 9.2 and 10.0: it writes them and
    /// closes, before anything of the protocol.
    static Reply of(String line) {
        String said = printable(line);
        Answer answer = said.startsWith("SSH-")
                ? Answer.OPEN
                : said.startsWith("Exceeded MaxStartups")
                        ? Answer.TOO_MANY_STARTUPS
                        : said.startsWith("Not allowed at this time") ? Answer.PENALTY : Answer.UNKNOWN;
        return new Reply(answer, said);
    }

    private static String printable(String line) {
        String clean = line.strip().replaceAll("[^ -~]", "?");
        return clean.substring(0, Math.min(clean.length(), Banner.LONGEST));
    }
}
