package dev.sprue.gateway.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Tries;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pieces of any sizes give the bytes that they were cut from. */
class GatheredTest {

    @Test
    void nothingIsNothing() {
        assertThat(new Gathered().joined().copy()).isEmpty();
    }

    @Test
    void onePieceIsNotCopied() {
        byte[] bytes = {1, 2, 3, 4};
        Gathered gathered = new Gathered();
        gathered.add(bytes, 1, 3);
        assertThat(gathered.joined().array()).isSameAs(bytes);
        assertThat(gathered.joined().copy()).containsExactly(2, 3);
    }

    @Test
    void anyPiecesGiveTheWhole() {
        Random random = new Random(11);
        for (int i = 0; i < Tries.of(200, 5_000); i++) {
            Gathered gathered = new Gathered();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            int pieces = random.nextInt(30);
            for (int p = 0; p < pieces; p++) {
                byte[] piece = new byte[random.nextInt(random.nextBoolean() ? 50 : 40_000)];
                random.nextBytes(piece);
                int from = piece.length == 0 ? 0 : random.nextInt(piece.length);
                gathered.add(piece, from, piece.length);
                expected.write(piece, from, piece.length - from);
            }
            assertThat(gathered.length()).isEqualTo(expected.size());
            assertThat(gathered.joined().copy()).isEqualTo(expected.toByteArray());
        }
    }
}
