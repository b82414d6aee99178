package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.VerifyView;
import io.hangup.protocol.audit.ChainCheck;
import io.hangup.protocol.audit.Link;
import io.hangup.protocol.audit.Report;
import io.hangup.protocol.feed.AuditPage;
import io.hangup.protocol.ocsf.AuditReader;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup audit verify`: whether any record of the audit was changed, left out, added or moved.
@Command(
        name = "verify",
        header = {
            "Follows the audit from its first record and names each that was changed, is missing, doubled, moved or",
            "not signed as it must be. 4 when there is one.",
            "",
            "  ./hangup audit verify --mark last-audit",
            "  ./hangup audit verify audit.ndjson --trusted-keys trusted-keys.pem",
            ""
        })
final class AuditVerifyCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Records, one a line, as audit export or a Kafka console writes them; else the controller's.")
    private @Nullable Path file;

    @Option(
            names = "--trusted-keys",
            paramLabel = "FILE",
            description = "Public keys of every controller there was; otherwise those of ./hangup up.")
    private @Nullable Path trusted;

    @Option(
            names = "--mark",
            paramLabel = "FILE",
            description = "Keeps how far it was whole; next time that must still be there.")
    private @Nullable Path mark;

    @Option(names = "--part", description = "The records begin in the middle: what was before is not judged.")
    private boolean part;

    AuditVerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Failure {
        AuditReader reader = new AuditReader(keys());
        Map<Long, String> known = mark == null ? new HashMap<>() : new HashMap<>(AuditMark.read(mark));
        try {
            Report report = file == null ? fromController(reader, known) : fromFile(file, reader, known);
            show(report);
            if (mark != null && report.sound()) {
                AuditMark.write(mark, report);
            }
            return (report.sound() ? Exit.OK : Exit.UNSOUND).code();
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot read or write " + FileTrouble.of(e));
        }
    }

    private Report fromController(AuditReader reader, Map<Long, String> known) throws Failure, IOException {
        Controller controller = new Controller(server.server(context));
        AuditPage first = controller.audit(0);
        first.head().ifPresent(head -> known.putIfAbsent(head.sequence(), head.hash()));
        ChainCheck check = check(known);
        AuditTrail.read(controller, first, (where, value) -> take(check, reader, where, value));
        return check.end();
    }

    private Report fromFile(Path records, AuditReader reader, Map<Long, String> known) throws Failure, IOException {
        ChainCheck check = check(known);
        AuditTrail.read(records, (where, value) -> take(check, reader, where, value));
        return check.end();
    }

    private ChainCheck check(Map<Long, String> known) {
        return part ? ChainCheck.fromHere(known) : ChainCheck.fromTheFirst(known);
    }

    private static void take(ChainCheck check, AuditReader reader, String where, byte[] value) {
        switch (reader.read(where, value)) {
            case Decoded.Good<Link>(var link) -> check.accept(link);
            case Decoded.Poison<Link>(var why) -> check.foreign(where, why);
        }
    }

    private void show(Report report) {
        switch (format.chosen()) {
            case JSON -> context.screen().json(Wire.json().valueToTree(report));
            case NDJSON -> report.faults().forEach(context.screen()::ndjson);
            case TABLE, WIDE, CSV -> context.screen().print(VerifyView.of(report));
        }
    }

    private TrustedKeys keys() throws Failure {
        Path own = context.state().resolve("trusted-keys.pem");
        Path keys = Optional.ofNullable(trusted)
                .or(() -> Optional.of(own).filter(Files::isReadable))
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "whose signatures count? Name the controllers' public keys with --trusted-keys FILE"));
        try {
            return TrustedKeys.load(keys);
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, FileTrouble.of(e));
        }
    }
}
