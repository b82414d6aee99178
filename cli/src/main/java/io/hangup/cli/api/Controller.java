package io.hangup.cli.api;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.feed.AuditPage;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.ControlRow;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.wire.Wire;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// The controller's HTTP API, one method for each request.
public final class Controller {
    private static final TypeFactory TYPES = Wire.json().getTypeFactory();

    private final Server server;
    private final Exchange exchange;

    public Controller(Server server) {
        this.server = server;
        this.exchange = new Exchange(server);
    }

    public Reply<Page<Finding>> stuck(Filter filter) throws Failure {
        return get("/api/v1/stuck", filter, page(Finding.class));
    }

    public Reply<Page<SessionRow>> sessions(Filter filter) throws Failure {
        return get("/api/v1/sessions", filter, page(SessionRow.class));
    }

    public Reply<Page<HostRow>> hosts() throws Failure {
        return get("/api/v1/hosts", Filter.NONE, page(HostRow.class));
    }

    public Reply<Page<ClientRow>> clients(Filter filter) throws Failure {
        return get("/api/v1/clients", filter, page(ClientRow.class));
    }

    public Reply<Page<OrphanRow>> orphans(Filter filter) throws Failure {
        return get("/api/v1/orphans", filter, page(OrphanRow.class));
    }

    public Reply<Chain> chain(String id) throws Failure {
        return get("/api/v1/chains/" + Server.escaped(id), Filter.NONE, TYPES.constructType(Chain.class));
    }

    public Reply<Page<ControlRow>> controls(Filter filter) throws Failure {
        return get("/api/v1/controls", filter, page(ControlRow.class));
    }

    /// Records of the audit as they are in Kafka, from an offset on.
    public AuditPage audit(long from) throws Failure {
        return audit("from", Long.toString(from));
    }

    /// The same, from an instant of the broker's clock on.
    public AuditPage audit(Instant since) throws Failure {
        return audit("since", since.toString());
    }

    private AuditPage audit(String name, String value) throws Failure {
        URI uri = server.at("/api/v1/audit", Map.of(name, value));
        return new Reply<AuditPage>(uri, exchange.get(uri), TYPES.constructType(AuditPage.class)).value();
    }

    public Reply<Finding> finding(String id) throws Failure {
        return get("/api/v1/findings/" + Server.escaped(id), Filter.NONE, TYPES.constructType(Finding.class));
    }

    public Reply<CommandView> command(CommandId id) throws Failure {
        return get(
                "/api/v1/commands/" + Server.escaped(id.value()), Filter.NONE, TYPES.constructType(CommandView.class));
    }

    /// Asks for something to be done about one connection. The answer is the command that was sent, not yet what became
    /// of it.
    public Reply<CommandView> send(CommandRequest request) throws Failure {
        URI uri = server.at("/api/v1/commands", Map.of());
        return new Reply<>(uri, exchange.order(uri, Wire.encode(request)), TYPES.constructType(CommandView.class));
    }

    /// Asks what would be sent, as the exact bytes to sign. Nothing is sent yet.
    public CommandDraft draft(CommandRequest request) throws Failure {
        URI uri = server.at("/api/v1/drafts", Map.of());
        return new Reply<CommandDraft>(
                        uri, exchange.post(uri, Wire.encode(request)), TYPES.constructType(CommandDraft.class))
                .value();
    }

    /// Has a draft sent, with an operator's signature beside the controller's.
    public Reply<CommandView> approve(CommandId draft, Approval approval) throws Failure {
        URI uri = server.at("/api/v1/drafts/" + Server.escaped(draft.value()) + "/approval", Map.of());
        return new Reply<>(uri, exchange.order(uri, Wire.encode(approval)), TYPES.constructType(CommandView.class));
    }

    /// Nothing, when the controller has read the fleet and judges it.
    ///
    /// @throws Failure when it is not there or not ready
    public void ready() throws Failure {
        exchange.get(server.at("/-/ready", Map.of()));
    }

    /// The feed's changes from now on, or from after `lastEventId` where the controller still has them.
    ///
    /// @param lastEventId empty for the whole feed first
    public EventStream changes(String lastEventId) throws Failure {
        return exchange.stream(server.at("/api/v1/stuck/stream", Map.of()), lastEventId);
    }

    private <T> Reply<T> get(String path, Filter filter, JavaType type) throws Failure {
        URI uri = server.at(path, filter.query());
        return new Reply<>(uri, exchange.get(uri), type);
    }

    private static JavaType page(Class<?> row) {
        return TYPES.constructParametricType(Page.class, row);
    }
}
