package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names by uid, as passwd(5) has them.
class UserNamesTest {
    @TempDir
    private Path folder;

    @Test
    void aUidHas32BitsAndNoSign() throws IOException {
        Path file = Files.writeString(folder.resolve("passwd"), """
                root:x:0:0:root:/root:/bin/bash
                alice:x:1234600500:100::/home/alice:/bin/bash
                bob:x:3000000000:100::/home/bob:/bin/bash
                none:x:4294967295:100::/:/bin/false
                long:x:9999999999:100::/:/bin/false
                minus:x:-2:100::/:/bin/false
                +::::::
                """);
        UserNames users = new UserNames(file);

        assertThat(users.refresh()).isTrue();

        assertThat(users.names())
                .isEqualTo(Map.of(0, "root", 1_234_600_500, "alice", Integer.parseUnsignedInt("3000000000"), "bob"));
    }

    @Test
    void whatIsKnownStaysWhileTheFileCannotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("passwd"), "alice:x:1000:100::/home/alice:/bin/bash\n");
        UserNames users = new UserNames(file);
        assertThat(users.refresh()).isTrue();

        Files.delete(file);
        assertThat(users.refresh()).isFalse();
        assertThat(users.names()).isEqualTo(Map.of(1_000, "alice"));

        Files.writeString(file, "bob:x:1000:100::/home/bob:/bin/bash\n");
        assertThat(users.refresh()).isTrue();
        assertThat(users.names()).isEqualTo(Map.of(1_000, "bob"));
    }
}
