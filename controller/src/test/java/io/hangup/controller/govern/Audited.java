package io.hangup.controller.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import java.util.List;
import java.util.stream.Stream;

/// That nothing is decided without a record of it.
final class Audited {
    private Audited() {}

    /// @param effects of one step
    static void everythingIn(List<Effect> effects) {
        List<Entry> entries = entries(effects);
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Publish(Finding finding) ->
                    assertThat(entries.stream().flatMap(Audited::finding))
                            .as("one record of each change")
                            .containsOnlyOnce(finding);
                case Effect.Forget(FindingId id) ->
                    assertThat(entries)
                            .anyMatch(entry -> entry instanceof Entry.Judged judged
                                    && judged.finding().id().equals(id)
                                    && judged.stage() == Entry.Stage.FORGOTTEN);
                case Effect.Send(Command command, var _) ->
                    assertThat(entries)
                            .anyMatch(entry -> entry instanceof Entry.Ordered ordered
                                    && ordered.command().equals(command));
                case Effect.Refuse(var refusal, String why) ->
                    assertThat(entries)
                            .anyMatch(entry -> entry instanceof Entry.Asked asked
                                    && asked.reply().equals(new Entry.Reply.Refused(refusal.words(), why)));
                case Effect.Audit _ -> {}
            }
        }
    }

    static List<Entry> entries(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Audit.class::isInstance)
                .map(Effect.Audit.class::cast)
                .map(Effect.Audit::entry)
                .toList();
    }

    static Stream<Finding> finding(Entry entry) {
        return switch (entry) {
            case Entry.Judged judged -> Stream.of(judged.finding());
            case Entry.Ordered ordered -> ordered.finding().stream();
            case Entry.Answered answered -> answered.finding().stream();
            case Entry.Unanswered unanswered -> Stream.of(unanswered.finding());
            case Entry.Asked _ -> Stream.empty();
        };
    }
}
