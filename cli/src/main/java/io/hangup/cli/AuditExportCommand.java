package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.AuditPage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hangup audit export`: the audit as a file.
@Command(
        name = "export",
        header = {
            "Writes every record of the audit into a new file, one a line, byte by byte as it is in Kafka: OCSF 1.8.0.",
            "",
            "  ./hangup audit export audit.ndjson",
            ""
        })
final class AuditExportCommand extends AskCommand {
    @Parameters(paramLabel = "FILE", description = "Where the records go. Must not exist.")
    private Path file = Path.of("");

    AuditExportCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        var first = controller.audit(0);
        // Beside it, so that it takes its name in one step. What is not whole must not be taken for an export.
        Path part = Path.of(file + ".part");
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            var out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                long records = write(controller, first, new BufferedOutputStream(out));
                Files.move(part, file);
                screen().note("wrote " + records + " records to " + file);
            } finally {
                Files.deleteIfExists(part);
            }
            return Exit.OK;
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Exit.USAGE, e.getFile() + " exists already; name a new file, or move it away first");
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot write " + FileTrouble.of(e));
        }
    }

    private static long write(Controller controller, AuditPage first, OutputStream open) throws Failure, IOException {
        AtomicLong records = new AtomicLong();
        try (OutputStream out = open) {
            AuditTrail.read(controller, first, (_, value) -> {
                out.write(value);
                out.write('\n');
                records.incrementAndGet();
            });
        }
        return records.get();
    }
}
