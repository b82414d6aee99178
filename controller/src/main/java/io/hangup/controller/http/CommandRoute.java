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
import org.jspecify.annotations.Nullable;

/// The one request that acts: an operator ends one connection, or has its peer asked.
final class CommandRoute {
    private static final String PATH = "/api/v1/commands";

    /// A target and a reason.
    private static final int MOST_BYTES = 4 << 10;

    /// It travels in the signed command, which has a limit of its own.
    private static final int LONGEST_REASON = 500;

    private final DecisionLoop loop;
    private final Optional<OperatorToken> token;

    CommandRoute(DecisionLoop loop, Optional<OperatorToken> token) {
        this.loop = loop;
        this.token = token;
    }

    void addTo(Router router) {
        router.post(PATH).handler(this::authorize);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES));
        router.post(PATH).handler(this::command);
    }

    private void authorize(RoutingContext request) {
        String shown = request.request().getHeader("authorization");
        if (!HostCheck.sameOrigin(
                request.request().getHeader("origin"), request.request().authority())) {
            Answers.problem(request, 403, "Foreign origin", "A page of another site can't send commands.");
        } else if (token.isEmpty()) {
            Answers.problem(
                    request,
                    403,
                    "Commands are off",
                    "This controller takes no commands: set operatorTokenFile in its configuration and restart it.");
        } else if (shown == null || !token.get().isShownBy(shown)) {
            request.response().putHeader("www-authenticate", "Bearer realm=\"hangup\"");
            Answers.problem(
                    request,
                    401,
                    "Not an operator",
                    "Show the operator token: Authorization: Bearer TOKEN. With the CLI: --token-file or"
                            + " HANGUP_TOKEN_FILE.");
        } else if (!isJson(request.request().getHeader("content-type"))) {
            Answers.problem(request, 415, "Not JSON", "Send Content-Type: application/json.");
        } else {
            request.next();
        }
    }

    private void command(RoutingContext request) {
        Buffer body = request.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        switch (Wire.decodeRequest(CommandRequest.class, bytes)) {
            case Decoded.Poison<CommandRequest>(var why) -> Answers.problem(request, 400, "Bad request", why);
            case Decoded.Good<CommandRequest>(var wish)
            when !fit(wish.reason()) ->
                Answers.problem(
                        request,
                        400,
                        "Bad reason",
                        "The reason is one line of at most " + LONGEST_REASON + " characters.");
            case Decoded.Good<CommandRequest>(var wish) -> {
                String who = "operator at " + request.request().remoteAddress().hostAddress();
                loop.ask(wish, who).onSuccess(answer -> tell(request, answer)).onFailure(request::fail);
            }
        }
    }

    private static void tell(RoutingContext request, Answer answer) {
        switch (answer) {
            case Answer.Accepted(CommandView view) -> {
                String id = URLEncoder.encode(view.command().id().value(), StandardCharsets.UTF_8);
                request.response().putHeader("location", PATH + "/" + id);
                Answers.json(request, 202, view);
            }
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

    private static boolean fit(String reason) {
        return reason.length() <= LONGEST_REASON && reason.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(Answers.JSON);
    }
}
