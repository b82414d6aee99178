package io.hangup.controller.http;

import io.hangup.controller.loop.DecisionLoop;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Wire;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;

/// Commands that an operator signs before they are sent: the controller hands out the exact bytes, and takes
/// a signature back.
final class DraftRoute {
    private static final String PATH = "/api/v1/drafts";
    private static final String APPROVAL = PATH + "/:id/approval";

    private final DecisionLoop loop;
    private final OperatorDoor door;

    DraftRoute(DecisionLoop loop, OperatorDoor door) {
        this.loop = loop;
        this.door = door;
    }

    void addTo(Router router) {
        router.post(PATH).handler(door::check);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(CommandRoute.MOST_BYTES));
        router.post(PATH).handler(this::draft);
        router.post(APPROVAL).handler(door::check);
        router.post(APPROVAL).handler(BodyHandler.create(false).setBodyLimit(CommandRoute.MOST_BYTES));
        router.post(APPROVAL).handler(this::approve);
    }

    private void draft(RoutingContext request) {
        CommandRoute.wish(request)
                .ifPresent(wish -> CommandRoute.tell(request, loop.draft(wish, OperatorDoor.who(request))));
    }

    private void approve(RoutingContext request) {
        Optional<CommandId> id =
                Optional.ofNullable(request.pathParam("id")).flatMap(text -> Ids.parsed(text, CommandId::new));
        switch (Wire.decodeRequest(Approval.class, CommandRoute.body(request))) {
            case Decoded.Poison<Approval>(var why) -> Answers.problem(request, 400, "Bad request", why);
            case Decoded.Good<Approval>(var approval)
            when id.isPresent() ->
                loop.approve(id.get(), approval)
                        .onSuccess(answer -> CommandRoute.tell(request, answer))
                        .onFailure(request::fail);
            case Decoded.Good<Approval> _ ->
                Answers.problem(request, 404, "No such draft", "That is not the id of a command.");
        }
    }
}
