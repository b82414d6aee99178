package io.hangup.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.executor.Restarter.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlipTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatItWrites() {
        Answer good = new Answer.Good("greeted with SSH-2.0-OpenSSH_10.0");
        Answer refused = new Answer.Refused("line 2: Bad configuration option");
        Answer failed = new Answer.Failed("no greeting (refused)");

        assertThat(Slip.answer(Slip.answer(7, good), 7)).contains(good);
        assertThat(Slip.answer(Slip.answer(7, refused), 7)).contains(refused);
        assertThat(Slip.answer(Slip.answer(7, failed), 7)).contains(failed);
        assertThat(Slip.request(Slip.request(7))).contains(7L);
    }

    @Test
    void takesAnAnswerToAnotherRequestForNone() {
        assertThat(Slip.answer(Slip.answer(7, new Answer.Good("done")), 8)).isEmpty();
    }

    @Test
    void keepsWordsOnOneLineAndShort() {
        String text = Slip.answer(7, new Answer.Failed("first\n8 good forged\n\u001b[31m" + "x".repeat(10_000)));

        assertThat(text).hasSizeLessThan(700).matches("7 failed [ -~]+\\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "7 good\n",
                "7 good \n",
                "7 good two\nlines\n",
                "7 excellent words\n",
                "-7 good words\n",
                "99999999999999999999 good words\n",
                "7 good \u001b[31mwords\n",
                "7 good words"
            })
    void takesAnythingElseForNoAnswer(String text) {
        assertThat(Slip.answer(text, 7)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7\n8\n", "restart ssh.service\n", "-1\n", "9999999999999999999\n", "7; reboot\n"})
    void takesAnythingElseForNoRequest(String text) {
        assertThat(Slip.request(text)).isEmpty();
    }

    @Test
    void followsNoLinkAndReadsNothingLong() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "7\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), secret);
        Path huge = Files.writeString(folder.resolve("huge"), "7".repeat(100_000));

        assertThat(Slip.read(link)).isEmpty();
        assertThat(Slip.read(huge)).isEmpty();
        assertThat(Slip.read(folder)).isEmpty();
        assertThat(Slip.read(folder.resolve("nothing"))).isEmpty();
    }
}
