package dev.sprue.gateway.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.SecurityConfig;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

    private static final int OVERHEAD = 1 + 8 + 12 + 16;
    private static final Path NOWHERE = Path.of("/nonexistent");

    private final Random random = new Random(20_261_121);
    private final SecretBox box = box();

    private SecretBox box() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        SecurityConfig config = new SecurityConfig(Optional.of("env:MASTER"));
        return new SecretBox(MasterKey.obtain(
                config, NOWHERE, NOWHERE, Map.of("MASTER", HexFormat.of().formatHex(key))));
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String identity() {
        return "resource_keys/" + HexFormat.of().formatHex(bytes(6)) + "/" + random.nextInt(1, 3);
    }

    @Test
    void opensWhatItSealedAndOnlyWhereItWasPut() {
        for (int i = 0; i < Tries.of(500, 20_000); i++) {
            byte[] plain = bytes(200);
            String here = identity();
            byte[] sealed = box.seal(plain, here);
            assertThat(box.open(sealed, here)).isEqualTo(plain);
            String there = here + "0";
            assertThatThrownBy(() -> box.open(sealed, there))
                    .isInstanceOf(SealException.class)
                    .hasMessageContaining(there)
                    .hasMessageContaining("changed or moved");
        }
    }

    @Test
    void refusesEveryBitThatWasChangedAndEveryByteThatIsMissing() {
        byte[] sealed = box.seal("a key of sixteen".getBytes(StandardCharsets.UTF_8), "row");
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> box.open(changed, "row")).as("bit %d", bit).isInstanceOf(SealException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> box.open(cut, "row"))
                    .as("%d bytes", length)
                    .isInstanceOf(SealException.class);
        }
        assertThatThrownBy(() -> box.open(Arrays.copyOf(sealed, sealed.length + 1), "row"))
                .isInstanceOf(SealException.class);
    }

    @Test
    void takesNothingForSealedThatIsNot() {
        byte[] genuine = box.seal(new byte[32], "row");
        for (int i = 0; i < Tries.of(500, 20_000); i++) {
            byte[] made = bytes(120);
            if (random.nextBoolean()) {
                // Far enough to reach the cipher.
                System.arraycopy(genuine, 0, made, 0, Math.min(made.length, 9));
            }
            assertThatThrownBy(() -> box.open(made, "row")).isInstanceOf(SealException.class);
        }
    }

    @Test
    void showsNothingOfWhatItSealsButItsLengthAndNeverTheSameBytesTwice() {
        byte[] plain = "0123456789abcdef".repeat(4).getBytes(StandardCharsets.UTF_8);
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < Tries.of(300, 10_000); i++) {
            byte[] sealed = box.seal(plain, "row");
            assertThat(sealed).hasSize(plain.length + OVERHEAD);
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("0123");
            nonces.add(HexFormat.of().formatHex(sealed, 9, 21));
        }
        assertThat(nonces).hasSize(Tries.of(300, 10_000));
    }

    @Test
    void saysWhichKeyIsNeededWhereAnotherSealed() {
        byte[] sealed = box().seal(new byte[3], "row");
        assertThatThrownBy(() -> box.open(sealed, "row"))
                .isInstanceOf(SealException.class)
                .hasMessageContaining(HexFormat.of().formatHex(sealed, 1, 9))
                .hasMessageContaining("env:MASTER");
    }

    @Test
    void sealsAndOpensOnManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 4_000).parallel().mapToObj(i -> {
                    byte[] plain = ("value " + i).getBytes(StandardCharsets.UTF_8);
                    return Arrays.equals(plain, box.open(box.seal(plain, "row " + i), "row " + i));
                }))
                .allMatch(same -> same);
    }
}
