package io.hangup.protocol.ocsf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hangup.protocol.audit.Entry;
import java.time.Instant;

/// What an operator asked for and was told: API Activity, 6003.
final class RequestEvent {
    private RequestEvent() {}

    static Event of(Entry.Asked asked, Instant at) {
        Event event = new Event(Event.Kind.API_ACTIVITY, "request", at).activity(1, "Create");
        String action = FindingEvent.word(asked.action());
        ObjectNode api = event.root().putObject("api");
        api.put("operation", action);
        event.root().putObject("actor").putObject("user").put("name", Clip.text(asked.who()));
        event.root().putObject("src_endpoint").put("name", Clip.text(asked.who()));
        event.root()
                .putArray("resources")
                .addObject()
                .put("uid", Clip.text(asked.target()))
                .put("role_id", 1);
        event.unmapped().put("reason", Clip.text(asked.reason()));
        switch (asked.reply()) {
            case Entry.Reply.Sent(var command) -> {
                event.status(1, "Success").why("sent", command.value());
                api.putObject("request").put("uid", command.value());
            }
            case Entry.Reply.Refused(var reason, var why) -> {
                event.status(2, "Failure").why("refused", reason + ": " + why);
                api.putObject("response").put("error", Clip.text(reason)).put("error_message", Clip.text(why));
            }
        }
        return event.message(asked.who() + " asks for " + action + " of " + asked.target() + ": " + asked.reason());
    }
}
