package io.hangup.controller.loop;

import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last commands and their answers, for whoever asks after one. The oldest are forgotten.
final class CommandBook {
    private static final int MOST = 10_000;

    private final Map<CommandId, CommandView> views = new LinkedHashMap<>();

    void sent(Command command) {
        views.putIfAbsent(command.id(), new CommandView(command, Optional.empty()));
        if (views.size() > MOST) {
            views.remove(views.keySet().iterator().next());
        }
    }

    /// Takes a receipt from the host that the command was sent to, and from no other.
    ///
    /// @return the command, when this is its first answer
    Optional<Command> answered(Receipt receipt) {
        CommandView view = views.get(receipt.command());
        if (view == null || !view.command().host().equals(receipt.host())) {
            return Optional.empty();
        }
        views.put(receipt.command(), new CommandView(view.command(), Optional.of(receipt)));
        return view.receipt().isEmpty() ? Optional.of(view.command()) : Optional.empty();
    }

    /// Those that are remembered, oldest first.
    List<Command> sent() {
        return views.values().stream().map(CommandView::command).toList();
    }

    Optional<CommandView> find(CommandId id) {
        return Optional.ofNullable(views.get(id));
    }
}
