package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedKeysTest {
    private static final byte[] VALUE = Wire.encode(Samples.command());
    private static final SigningKey OURS = SigningKey.generate();
    private static final SigningKey OTHER = SigningKey.generate();
    private static final byte[] SIGNATURE = OURS.sign(VALUE);

    private final TrustedKeys keys = TrustedKeys.of(OURS.trusted());

    @TempDir
    private Path folder = Path.of("");

    @Test
    void acceptsWhatATrustedKeySigned() {
        assertThat(keys.check(VALUE, OURS.id(), SIGNATURE)).isEqualTo(new Signed.Valid(OURS.id()));
    }

    @Test
    void refusesWhatIsNotSigned() {
        assertThat(keys.check(VALUE, null, SIGNATURE)).isEqualTo(new Signed.Invalid("not signed"));
        assertThat(keys.check(VALUE, OURS.id(), null)).isEqualTo(new Signed.Invalid("not signed"));
    }

    @Test
    void refusesAKeyThatItDoesNotTrust() {
        assertThat(keys.check(VALUE, OTHER.id(), OTHER.sign(VALUE)))
                .isEqualTo(new Signed.Invalid("signed with a key that is not trusted here"));
    }

    @Test
    void refusesAnotherKeysSignatureUnderATrustedName() {
        assertThat(keys.check(VALUE, OURS.id(), OTHER.sign(VALUE)))
                .isEqualTo(new Signed.Invalid("the signature does not fit the command"));
    }

    @Test
    void refusesASignatureOfAnyOtherLength() {
        assertThat(IntStream.range(0, 130).filter(n -> n != 64).mapToObj(byte[]::new))
                .allSatisfy(s -> assertThat(keys.check(VALUE, OURS.id(), s)).isInstanceOf(Signed.Invalid.class));
    }

    @Test
    void refusesEveryCommandWithOneBitFlipped() {
        assertThat(IntStream.range(0, VALUE.length * 8)
                        .filter(bit -> keys.check(flipped(VALUE, bit), OURS.id(), SIGNATURE) instanceof Signed.Valid))
                .isEmpty();
    }

    @Test
    void refusesEverySignatureWithOneBitFlipped() {
        assertThat(IntStream.range(0, SIGNATURE.length * 8)
                        .filter(bit -> keys.check(VALUE, OURS.id(), flipped(SIGNATURE, bit)) instanceof Signed.Valid))
                .isEmpty();
    }

    @Test
    void loadsEveryKeyOfAFile() throws IOException {
        write("# the controllers of Berlin\n" + OURS.trusted().pem() + "and of Lyon\n"
                + OTHER.trusted().pem());

        TrustedKeys loaded = TrustedKeys.load(file());

        assertThat(loaded.ids()).containsExactlyInAnyOrder(OURS.id(), OTHER.id());
        assertThat(loaded.check(VALUE, OURS.id(), SIGNATURE)).isEqualTo(new Signed.Valid(OURS.id()));
    }

    @Test
    void refusesAFileWithoutKeys() throws IOException {
        write("");

        assertRefused("holds no public key; write one with: hangup keys new");
    }

    @Test
    void refusesABrokenKeyAmongGoodOnes() throws IOException {
        write(OURS.trusted().pem() + "-----BEGIN PUBLIC KEY-----\n=A=\n-----END PUBLIC KEY-----\n");

        assertRefused("block 2 is no Ed25519 public key; write one with: hangup keys new");
    }

    @Test
    void refusesAPrivateKey() throws IOException {
        OURS.save(file());

        assertRefused("holds a private key, which belongs to its owner alone: keep only the public keys here");
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> TrustedKeys.load(file()))
                .withMessage(file() + ": " + why);
    }

    private Path file() {
        return folder.resolve("trusted.pem");
    }

    private void write(String text) throws IOException {
        Files.write(file(), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
