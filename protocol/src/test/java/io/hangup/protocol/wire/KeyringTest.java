package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
    private static final byte[] VALUE = Wire.encode(Samples.command());
    private static final SigningKey CONTROLLER = SigningKey.generate();
    private static final SigningKey ALICE = SigningKey.generate();
    private static final SigningKey BOB = SigningKey.generate();
    private static final Keyring KEYS =
            Keyring.of(TrustedKeys.of(CONTROLLER.trusted()), TrustedKeys.of(ALICE.trusted(), BOB.trusted()));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void opensWhatTheControllerSigned() {
        assertThat(KEYS.open(sealed().envelope()))
                .isEqualTo(new Opened.Ordered(Samples.command(), new Authority.Automatic()));
    }

    @Test
    void namesEveryoneWhoApproved() {
        Opened opened = KEYS.open(sealed().approved(ALICE.approve(VALUE))
                .approved(BOB.approve(VALUE))
                .envelope());

        assertThat(opened)
                .isEqualTo(new Opened.Ordered(Samples.command(), new Authority.Approved(Set.of(ALICE.id(), BOB.id()))));
    }

    @Test
    void opensNothingWithOneBitFlippedAnywhere() {
        Parts good = sealed().approved(ALICE.approve(VALUE));
        List<byte[]> all = Stream.concat(
                        Stream.of(VALUE), good.headers().stream().map(Map.Entry::getValue))
                .toList();
        List<String> opened = new ArrayList<>();
        int flips = 0;
        for (int part = 0; part < all.size(); part++) {
            for (int bit = 0; bit < all.get(part).length * 8; bit++) {
                flips++;
                if (KEYS.open(good.flipped(part, bit)) instanceof Opened.Ordered) {
                    opened.add("part " + part + " bit " + bit);
                }
            }
        }

        assertThat(opened).as("of %d", flips).isEmpty();
        assertThat(flips).isGreaterThan(6_000);
    }

    @Test
    void refusesAnApprovalThatDoesNotFitInsteadOfCountingItAsNone() {
        byte[] other = "{}".getBytes(StandardCharsets.UTF_8);
        SigningKey stranger = SigningKey.generate();

        assertThat(why(sealed().approved(ALICE.approve(other))))
                .isEqualTo("the approval of key " + ALICE.id() + " does not fit the command");
        assertThat(why(sealed().approved(stranger.approve(VALUE))))
                .isEqualTo("approved with a key that is not an operator's here: " + stranger.id());
        assertThat(why(sealed().approved(ALICE.approve(VALUE)).approved(ALICE.approve(VALUE))))
                .isEqualTo("key " + ALICE.id() + " approves it twice");
    }

    @Test
    void takesNoSignatureForOneOfTheOtherKind() {
        var signedAsApproval = new Approval(ALICE.id(), HexFormat.of().formatHex(ALICE.sign(VALUE)));
        byte[] approvedAsSignature =
                HexFormat.of().parseHex(CONTROLLER.approve(VALUE).signature());

        assertThat(why(sealed().approved(signedAsApproval))).contains("does not fit");
        assertThat(why(Parts.of(CONTROLLER.id(), approvedAsSignature))).contains("does not fit");
    }

    @Test
    void keepsTheTiersApart() {
        assertThat(why(sealed().approved(CONTROLLER.approve(VALUE)))).contains("not an operator's");
        assertThat(why(Parts.of(ALICE.id(), ALICE.sign(VALUE)))).contains("not trusted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.of(
                        TrustedKeys.of(CONTROLLER.trusted(), ALICE.trusted()), TrustedKeys.of(ALICE.trusted())))
                .withMessageContaining("key " + ALICE.id() + " is both a controller's and an operator's");
    }

    @Test
    void refusesMoreApprovalsThanItWouldCheck() {
        List<SigningKey> five =
                IntStream.range(0, 5).mapToObj(_ -> SigningKey.generate()).toList();
        Keyring keys = Keyring.of(
                TrustedKeys.of(CONTROLLER.trusted()),
                TrustedKeys.of(five.stream().map(SigningKey::trusted).toArray(TrustedKey[]::new)));
        Parts parts = sealed();
        for (SigningKey one : five) {
            parts = parts.approved(one.approve(VALUE));
        }

        assertThat(keys.open(parts.envelope()))
                .isEqualTo(new Opened.Untrusted("its approvals are more than 4, or one of them is none"));
    }

    @Test
    void refusesAnApprovalOfAnyOtherLength() {
        assertThat(IntStream.range(0, 160).filter(n -> n != 80).mapToObj(byte[]::new))
                .allSatisfy(header -> assertThat(why(sealed().with(Envelope.APPROVAL_HEADER, header)))
                        .contains("one of them is none"));
    }

    @Test
    void takesNoHeaderOfWhichThereAreTwo() {
        byte[] signature = CONTROLLER.sign(VALUE);

        assertThat(why(sealed().with(Envelope.SIGNATURE_HEADER, signature))).isEqualTo("not signed");
        assertThat(why(sealed().with(Envelope.KEY_HEADER, ascii(CONTROLLER.id()))))
                .isEqualTo("not signed");
    }

    @Test
    void readsNothingThatIsTooLongOrNotSigned() {
        byte[] oversized = new byte[Topic.COMMANDS.maxBytes() + 1];

        Opened tooLong = KEYS.open(Envelope.of(oversized, _ -> List.of()));
        Opened unsigned = KEYS.open(Envelope.of("{not json".getBytes(StandardCharsets.UTF_8), _ -> List.of()));

        assertThat(tooLong).isEqualTo(new Opened.Unreadable("it has 4097 bytes"));
        assertThat(unsigned).isEqualTo(new Opened.Untrusted("not signed"));
    }

    @Test
    void trustsNoOperatorWhereThereIsNoSuchFile() throws IOException {
        Path controllers =
                Files.writeString(folder.resolve("c.pem"), CONTROLLER.trusted().pem());

        Keyring loaded = Keyring.load(controllers, folder.resolve("none.pem"));

        assertThat(loaded.open(sealed().envelope())).isInstanceOf(Opened.Ordered.class);
        assertThat(loaded.open(sealed().approved(ALICE.approve(VALUE)).envelope()))
                .isInstanceOf(Opened.Untrusted.class);
    }

    @Test
    void loadsNoKeyOfBothTiers() throws IOException {
        Path both =
                Files.writeString(folder.resolve("c.pem"), CONTROLLER.trusted().pem());

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> Keyring.load(both, both))
                .withMessageContaining(both + ": key " + CONTROLLER.id());
    }

    private static Parts sealed() {
        return Parts.of(CONTROLLER.id(), CONTROLLER.sign(VALUE));
    }

    private static String why(Parts parts) {
        return switch (KEYS.open(parts.envelope())) {
            case Opened.Untrusted(String why) -> why;
            case Opened.Unreadable(String why) -> "unreadable: " + why;
            case Opened.Ordered ordered -> "opened: " + ordered;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// An envelope in the making.
    private record Parts(List<Map.Entry<String, byte[]>> headers) {
        static Parts of(String key, byte[] signature) {
            return new Parts(List.of(
                    Map.entry(Wire.SCHEMA_HEADER, ascii(Wire.SCHEMA)),
                    Map.entry(Envelope.KEY_HEADER, ascii(key)),
                    Map.entry(Envelope.SIGNATURE_HEADER, signature)));
        }

        Parts with(String name, byte[] value) {
            return new Parts(Stream.concat(headers.stream(), Stream.of(Map.entry(name, value)))
                    .toList());
        }

        Parts approved(Approval approval) {
            return with(Envelope.APPROVAL_HEADER, Envelope.header(approval));
        }

        Envelope envelope() {
            return envelope(VALUE, headers);
        }

        /// @param part 0 for the value, and then the headers
        Envelope flipped(int part, int bit) {
            List<Map.Entry<String, byte[]>> changed = new ArrayList<>(headers);
            if (part == 0) {
                return envelope(KeyringTest.flipped(VALUE, bit), headers);
            }
            Map.Entry<String, byte[]> one = headers.get(part - 1);
            changed.set(part - 1, Map.entry(one.getKey(), KeyringTest.flipped(one.getValue(), bit)));
            return envelope(VALUE, changed);
        }

        private static Envelope envelope(byte[] value, List<Map.Entry<String, byte[]>> headers) {
            return Envelope.of(
                    value,
                    name -> headers.stream()
                            .filter(header -> header.getKey().equals(name))
                            .map(Map.Entry::getValue)
                            .toList());
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
