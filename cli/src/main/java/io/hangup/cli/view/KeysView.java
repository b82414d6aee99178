package io.hangup.cli.view;

import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.wire.KeyCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Key files for people, without their secrets.
public final class KeysView {
    private KeysView() {}

    public static List<Text> of(String file, String mode, String owner, List<KeyCard> cards) {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of("file     ", Tone.STRONG).plus(file + ", " + mode + ", of " + owner));
        boolean secret = cards.stream().anyMatch(card -> card.kind() != KeyCard.Kind.PUBLIC_KEY);
        if (secret && !mode.endsWith("------")) {
            lines.add(Text.of("Others may use it; run: chmod 600 " + file, Tone.BAD));
        }
        for (KeyCard card : cards) {
            lines.add(Text.of("key      ", Tone.STRONG)
                    .plus(card.id() + "  " + (card.former() ? "former " : "")
                            + card.kind().words() + ", " + card.kind().algorithm())
                    .plus(said(", tier ", card.tier()))
                    .plus(said(", of host ", card.host()))
                    .plus(said(", made ", card.made())));
        }
        return lines;
    }

    /// What to do where, in this order, when a key is followed by another.
    public static List<Text> steps(boolean operator, String old, String key, String next, String both) {
        String trusted = operator ? "/etc/hangup/operator-keys.pem" : "/etc/hangup/trusted-keys.pem";
        String use = operator
                ? "Put " + both + " in place of the controller's operatorKeys, restart it, and sign with " + next
                : "Put " + next + " in place of the controller's signingKey and restart it";
        return List.of(
                Text.of("Key " + key + " comes after " + old + ". In this order:"),
                Text.of("  1. Add the keys of " + both + " to " + trusted
                        + " on every host and restart who acts there,"),
                Text.of(
                        "     with `systemctl stop hangup-executor` (it is started again when needed), or, where the agent"),
                Text.of("     acts itself, by restarting the agent: trusted keys are read at the start alone."),
                Text.of("     Go on when no host is left out: both keys are trusted there from then on."),
                Text.of("  2. " + use + "."),
                Text.of("  3. Take key " + old + " out of " + trusted + " on every host, restart who acts there,"),
                Text.of("     as before, and destroy the old file. Where the old key was stolen, do this step first:"),
                Text.of("     commands are refused in between, and that is what you want then."));
    }

    /// The same for a fleet's secret.
    public static List<Text> fleetSteps(String old, String secret, String next) {
        return List.of(
                Text.of("Fleet secret " + secret + " comes after " + old + ". In this order:"),
                Text.of("  1. Put " + next + " in place of the controller's fleetSecret and restart it:"),
                Text.of("     it holds both, and accepts each host's new key and its former one."),
                Text.of("  2. Make each host's new key: hangup keys host NAME --secret " + next),
                Text.of("     Put it in place of /etc/hangup/host-key.pem there, and restart the agent. Go on when"),
                Text.of(
                        "     the metric hangup_hosts_former_key is 0; the controller's log names each host it counts."),
                Text.of("  3. Take the block below \"Former\" out of " + next + ", restart the controller,"),
                Text.of("     and destroy the old file. Where the old secret was stolen, do this step first:"),
                Text.of("     hosts are silent until they have their new keys, and that is what you want then."));
    }

    private static String said(String what, Optional<String> value) {
        return value.map(v -> what + v).orElse("");
    }
}
