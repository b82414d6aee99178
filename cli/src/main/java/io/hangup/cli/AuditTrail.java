package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.AuditPage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The audit's records, one after another: from the controller or from a file with one a line.
final class AuditTrail {
    /// A longer line is no record of ours; what is beyond is not kept.
    private static final int LONGEST_LINE = 1 << 20;

    private AuditTrail() {}

    /// Takes a record as it is.
    @FunctionalInterface
    interface Taking {
        void take(String where, byte[] value) throws Failure, IOException;
    }

    /// @param page the first one
    static void read(Controller controller, AuditPage page, Taking taking) throws Failure, IOException {
        AuditPage now = page;
        while (true) {
            for (AuditPage.Raw raw : now.records()) {
                taking.take("offset " + raw.offset(), raw.value().getBytes(StandardCharsets.UTF_8));
            }
            if (now.end()) {
                return;
            }
            AuditPage next = controller.audit(now.next());
            if (next.next() <= now.next() && !next.end()) {
                throw new Failure(Exit.ERROR, "the controller hands out the same part of the audit again and again");
            }
            now = next;
        }
    }

    static void read(Path file, Taking taking) throws Failure, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var line = new ByteArrayOutputStream();
            long number = 1;
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    taking.take("line " + number++, line.toByteArray());
                    line.reset();
                } else if (line.size() < LONGEST_LINE) {
                    line.write(read);
                }
            }
            if (line.size() > 0) {
                taking.take("line " + number, line.toByteArray());
            }
        }
    }
}
