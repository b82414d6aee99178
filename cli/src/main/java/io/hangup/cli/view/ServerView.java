package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Listener;
import java.util.ArrayList;
import java.util.List;

/// What a restart of a host's SSH server is about, and what stays, for the person who is about to do it.
public final class ServerView {
    private ServerView() {}

    public static List<Text> of(HostRow row) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of("restarts ", Tone.STRONG).plus("the SSH server of " + row.host()));
        row.listeners().forEach(listener -> lines.add(Text.of("  " + server(listener))));
        lines.add(Text.of("stays    ", Tone.STRONG)
                .plus(
                        row.sessions() + (row.sessions() == 1 ? " session" : " sessions") + " in " + row.connections()
                                + (row.connections() == 1 ? " connection" : " connections")
                                + ": a restart of sshd ends none of them",
                        Tone.GOOD));
        lines.add(Text.of("         For a moment nobody new can log in."));
        return lines;
    }

    private static String server(Listener listener) {
        return Words.process(listener.process()) + " at " + listener.address() + ", "
                + listener.banner()
                        .map(Banner::answer)
                        .map(answer -> answer == Banner.Answer.OPEN ? "greets" : "does not greet: " + Words.of(answer))
                        .orElse("not asked whether it greets");
    }
}
