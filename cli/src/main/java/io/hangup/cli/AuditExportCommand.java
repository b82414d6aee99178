package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
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
        AtomicLong records = new AtomicLong();
        var first = controller.audit(0);
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            AuditTrail.read(controller, first, (_, value) -> {
                out.write(value);
                out.write('\n');
                records.incrementAndGet();
            });
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Exit.USAGE, file + " exists already; name a new file");
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot write " + file + " (" + e.getMessage() + ")");
        }
        screen().note("wrote " + records + " records to " + file);
        return Exit.OK;
    }
}
