package io.hangup.trials.guarantee;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// One way to change a command that was signed. Whatever comes of it, nobody has signed it so: none only takes an
/// approval away, for what is left is what the controller alone has signed.
enum Mutation {
    /// One to eight bits of what was signed.
    BITS {
        @Override
        Parts of(Parts one, Parts other, RandomGenerator random) {
            return one.of(flipped(one.value(), random));
        }
    },
    /// A run of bytes of what was signed: overwritten, put in, or taken out.
    RUN {
        @Override
        Parts of(Parts one, Parts other, RandomGenerator random) {
            byte[] run = new byte[random.nextInt(33)];
            random.nextBytes(run);
            int from = random.nextInt(one.value().length);
            int to = Math.min(one.value().length, from + random.nextInt(33));
            return one.of(joined(head(one.value(), from), run, tail(one.value(), to)));
        }
    },
    /// The end is cut off: of what was signed, of the signature, or of the approval.
    CUT {
        @Override
        Parts of(Parts one, Parts other, RandomGenerator random) {
            return switch (random.nextInt(3)) {
                case 0 -> one.of(cut(one.value(), random));
                case 1 -> one.signed(List.of(cut(one.signature().getFirst(), random)));
                default -> one.approved(List.of(cut(one.approval().getFirst(), random)));
            };
        }
    },
    /// Two commands that were both signed, spliced into one.
    SPLICE {
        @Override
        Parts of(Parts one, Parts other, RandomGenerator random) {
            int at = random.nextInt(Math.min(one.value().length, other.value().length));
            return switch (random.nextInt(4)) {
                case 0 -> one.of(other.value());
                case 1 -> one.signed(other.signature());
                case 2 -> one.approved(other.approval());
                default -> one.of(joined(head(one.value(), at), tail(other.value(), at)));
            };
        }
    },
    /// What stands beside it: bits of it, none of it, twice of it, or the other's place.
    HEADERS {
        @Override
        Parts of(Parts one, Parts other, RandomGenerator random) {
            byte[] signature = one.signature().getFirst();
            byte[] approval = one.approval().getFirst();
            byte[] key = one.key().getFirst();
            return switch (random.nextInt(12)) {
                case 0 -> one.by(List.of(flipped(key, random)));
                case 1 -> one.by(List.of());
                case 2 -> one.by(List.of(key, key));
                case 3 -> one.signed(List.of(flipped(signature, random)));
                case 4 -> one.signed(List.of());
                case 5 -> one.signed(List.of(signature, other.signature().getFirst()));
                case 6 -> one.approved(List.of(flipped(approval, random)));
                case 7 -> one.approved(List.of(approval, approval));
                case 8 -> one.approved(List.of(approval, other.approval().getFirst()));
                case 9 -> one.by(List.of(head(approval, key.length))).signed(List.of(tail(approval, key.length)));
                case 10 -> one.approved(List.of(joined(key, signature)));
                default ->
                    one.written(
                            random.nextBoolean()
                                    ? List.of()
                                    : List.of(one.schema().getFirst(), key));
            };
        }
    },
    /// JSON that says one thing twice, or the same with other spaces, under the old signature.
    JSON {
        @Override
        Parts of(Parts one, Parts other, RandomGenerator random) {
            String text = new String(one.value(), StandardCharsets.UTF_8);
            String twice = TWICE.get(random.nextInt(TWICE.size())).formatted(random.nextInt(1 << 20));
            String changed = switch (random.nextInt(3)) {
                case 0 -> "{" + twice + "," + text.substring(1);
                case 1 -> text.substring(0, text.length() - 1) + "," + twice + "}";
                default -> text.replace(":", " ".repeat(1 + random.nextInt(4)) + ":");
            };
            return one.of(changed.getBytes(StandardCharsets.UTF_8));
        }
    };

    private static final List<String> TWICE = List.of(
            "\"id\":\"again-%d\"",
            "\"action\":\"drop\",\"x\":%d",
            "\"host\":\"web-%d\"",
            "\"epoch\":%d",
            "\"notAfter\":\"2099-01-01T00:00:00.%06dZ\"",
            "\"target\":{\"process\":{\"pid\":%d}}");

    /// @param other another command that was signed, by the same keys
    abstract Parts of(Parts one, Parts other, RandomGenerator random);

    private static byte[] flipped(byte[] bytes, RandomGenerator random) {
        byte[] flipped = bytes.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int bit = random.nextInt(bytes.length * 8);
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return flipped;
    }

    private static byte[] cut(byte[] bytes, RandomGenerator random) {
        return head(bytes, random.nextInt(bytes.length));
    }

    private static byte[] head(byte[] bytes, int to) {
        return Arrays.copyOf(bytes, to);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
