package io.hangup.controller.http;

import io.hangup.controller.loop.Answer;
import io.hangup.controller.loop.DecisionLoop;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The one request that acts: an operator ends one connection or one session of it, or has its peer asked.
final class CommandRoute {
    private static final String PATH = "/api/v1/commands";

    /// A target and a reason.
    static final int MOST_BYTES = 4 << 10;

    private final DecisionLoop loop;
    private final OperatorDoor door;

    CommandRoute(DecisionLoop loop, OperatorDoor door) {
        this.loop = loop;
        this.door = door;
    }

    void addTo(Router router) {
        router.post(PATH).handler(door::check);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES));
        router.post(PATH).handler(this::command);
    }

    private void command(RoutingContext request) {
        wish(request)
                .ifPresent(wish -> loop.ask(wish, OperatorDoor.who(request))
                        .onSuccess(answer -> tell(request, answer))
                        .onFailure(request::fail));
    }

    /// What is asked for; empty when that could not be understood, which has been answered.
    static Optional<CommandRequest> wish(RoutingContext request) {
        return switch (Wire.decodeRequest(CommandRequest.class, body(request))) {
            case Decoded.Poison<CommandRequest>(var why) -> {
                Answers.problem(request, 400, "Bad request", why);
                yield Optional.empty();
            }
            case Decoded.Good<CommandRequest>(var wish)
            when !oneLine(wish.reason()) -> {
                Answers.problem(
                        request,
                        400,
                        "Bad reason",
                        "The reason is one line of at most " + CommandRequest.LONGEST_REASON + " characters.");
                yield Optional.empty();
            }
            case Decoded.Good<CommandRequest>(var wish) -> Optional.of(wish);
        };
    }

    static byte[] body(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    static void tell(RoutingContext request, Answer answer) {
        switch (answer) {
            case Answer.Accepted(CommandView view) -> {
                String id = URLEncoder.encode(view.command().id().value(), StandardCharsets.UTF_8);
                request.response().putHeader("location", PATH + "/" + id);
                Answers.json(request, 202, view);
            }
            case Answer.Drafted(var draft) -> Answers.json(request, 200, draft);
            case Answer.NoSuchTarget _ ->
                Answers.problem(
                        request,
                        404,
                        "No such target",
                        "Nothing is known by this id: it ended, or never was. List what there is with: hangup"
                                + " sessions");
            case Answer.Refused(var reason, var why) -> Answers.problem(request, 409, "Refused: " + reason, why);
            case Answer.Spent(var why) -> Answers.problem(request, 429, "Budget spent", why);
            case Answer.NotNow(var why) -> {
                request.response().putHeader("retry-after", "5");
                Answers.problem(request, 503, "Not now", why);
            }
        }
    }

    /// How long it may be is checked where it is read.
    private static boolean oneLine(String reason) {
        return reason.codePoints().noneMatch(Character::isISOControl);
    }
}
