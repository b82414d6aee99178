package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.Chain.Hop;
import io.hangup.protocol.feed.Chain.Shell;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.OutgoingConnection.Via;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A chain as a small tree: where it begins, then each hop under the one it leads on from.
public final class ChainView {
    private static final String STEP = "   ";

    private ChainView() {}

    public static List<Text> of(Chain chain) {
        List<Text> lines = new ArrayList<>();
        Map<Integer, Integer> depths = new HashMap<>();
        lines.add(beginning(chain.hops().getFirst()));
        for (Hop hop : chain.hops()) {
            int depth = depths.getOrDefault(hop.after(), -1) + 1;
            depths.put(hop.number(), depth);
            lines.add(hop(hop, STEP.repeat(depth)));
            if (!hop.why().isEmpty()) {
                lines.add(Text.of(STEP.repeat(depth + 2) + hop.why(), Tone.DOUBT));
            }
        }
        if (chain.cut()) {
            lines.add(Text.of("There is more than is shown.", Tone.DOUBT));
        }
        if (chain.hops().stream().anyMatch(hop -> hop.escapes().isPresent())) {
            lines.add(Text.of(
                    "Typed on a new line of the first terminal, ~. ends hop 1, and each further ~ reaches a hop"
                            + " further that has a terminal.",
                    Tone.QUIET));
        }
        return lines;
    }

    /// That more ends with a hop than the one session that leads on.
    public static Optional<Text> shared(Hop hop) {
        return hop.sessions().size() > 1
                ? Optional.of(Text.of(
                        "All " + hop.sessions().size() + " sessions of this hop end with it; ./hangup close "
                                + hop.sessions().getFirst().id() + " would end one of them.",
                        Tone.DOUBT))
                : Optional.empty();
    }

    private static Text beginning(Hop first) {
        return first.from()
                .map(host -> Text.of(host.value(), Tone.STRONG))
                .orElseGet(() -> Text.of("unknown", Tone.DOUBT)
                        .plus(" host at " + first.near().address()));
    }

    private static Text hop(Hop hop, String indent) {
        Text where = hop.host()
                .map(HostId::value)
                .map(name -> Text.of(name, Tone.STRONG))
                .orElseGet(() -> Text.of("unknown", Tone.DOUBT).plus(" host at " + hop.far()));
        return Text.of(indent + "-> " + hop.number() + (hop.asked() ? "* " : "  "))
                .plus(where)
                .plus("  ")
                .plus(Words.verdict(hop.verdict()))
                .plus(hop.user().map(Account::name).map(name -> "  " + name).orElse(""))
                .plus(sessions(hop))
                .plus(via(hop), Tone.QUIET)
                .plus(
                        hop.escapes().isPresent()
                                ? "  ends with "
                                        + "~".repeat(Math.min(hop.escapes().getAsInt(), Chain.DEEPEST)) + "."
                                : "")
                .plus(hop.connection().or(hop::client).map(id -> "  " + id).orElse(""));
    }

    private static String sessions(Hop hop) {
        if (hop.sessions().isEmpty()) {
            return hop.connection().isPresent() ? ", no session" : "";
        }
        if (hop.sessions().size() > 1) {
            return ", " + hop.sessions().size() + " sessions";
        }
        Shell shell = hop.sessions().getFirst();
        String terminal = Words.terminal(shell.terminal());
        return (terminal.isEmpty() ? ", no terminal" : " on " + terminal) + ", runs " + Words.process(shell.runs());
    }

    private static String via(Hop hop) {
        return hop.via()
                .filter(via -> via != Via.CLIENT)
                .map(via -> switch (via) {
                    case MASTER -> "  shared by several ssh";
                    case FORWARD -> "  forwarded (-J, -W, -L)";
                    case CLIENT, UNKNOWN -> "";
                })
                .orElse("");
    }
}
