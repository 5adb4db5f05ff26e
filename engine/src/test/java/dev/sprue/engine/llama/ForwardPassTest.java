package dev.sprue.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufReader;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.Team;
import dev.sprue.engine.tensor.VectorKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardPassTest {

    static Stream<Arguments> variants() {
        return Stream.of(new VectorKernels(), new ScalarKernels())
                .flatMap(kernels -> Stream.of(true, false).map(halves -> Arguments.of(kernels, halves)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void computesWhatTheArchitectureSays(Kernels kernels, boolean halves) {
        SmallLlama small = new SmallLlama(halves);
        LlamaModel model = load(small);
        NaiveLlama naive = small.naive();
        Reader reader = new Reader(model, kernels);
        Random random = new Random(9);
        for (int position = 0; position < SmallLlama.CONTEXT; position++) {
            int token = random.nextInt(SmallLlama.VOCABULARY);
            double[] expected = naive.next(token);
            float[] logits = reader.next(token);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).isCloseTo(expected[i], within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void givesTheSameBitsHoweverASequenceIsReadAndWhateverIsBesideIt(Kernels kernels, boolean halves) {
        LlamaModel model = load(new SmallLlama(halves));
        int[][] sequences = new int[7][SmallLlama.CONTEXT];
        Random random = new Random(3);
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> random.nextInt(SmallLlama.VOCABULARY));
        }
        List<float[][]> alone = new ArrayList<>();
        for (int[] sequence : sequences) {
            Reader reader = new Reader(model, kernels);
            float[][] logits = new float[sequence.length][];
            Arrays.setAll(logits, i -> reader.next(sequence[i]));
            alone.add(logits);
        }
        try (Team team = new Team(3)) {
            ForwardPass pass = new ForwardPass(model, new Compute(kernels, team));
            KvPool pool = KvPool.bounded(model.config(), 1 << 22);
            List<KvCache> caches =
                    Stream.generate(() -> new KvCache(pool)).limit(7).toList();
            while (caches.stream().anyMatch(cache -> cache.length() < SmallLlama.CONTEXT)) {
                List<Feed> feeds = new ArrayList<>();
                List<Integer> who = new ArrayList<>();
                for (int i = 0; i < caches.size(); i++) {
                    int left = SmallLlama.CONTEXT - caches.get(i).length();
                    int count = Math.min(left, random.nextInt(random.nextInt(40) + 1));
                    if (count > 0) {
                        assertThat(caches.get(i).reserve(count)).isTrue();
                        feeds.add(new Feed(caches.get(i), sequences[i], count, random.nextInt(count + 1)));
                        who.add(i);
                    }
                }
                if (feeds.isEmpty()) {
                    continue;
                }
                float[][] logits = pass.run(feeds);
                for (int i = 0; i < logits.length; i++) {
                    KvCache cache = feeds.get(i).cache();
                    int wanted = feeds.get(i).wanted();
                    float[] expected = new float[wanted * SmallLlama.VOCABULARY];
                    for (int row = 0; row < wanted; row++) {
                        float[] own = alone.get(who.get(i))[cache.length() - wanted + row];
                        System.arraycopy(own, 0, expected, row * SmallLlama.VOCABULARY, SmallLlama.VOCABULARY);
                    }
                    assertThat(logits[i]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void goesOnFromWhatAnEarlierSequenceHasReadAsIfItHadReadItItself() {
        LlamaModel model = load(new SmallLlama(false));
        ForwardPass pass = new ForwardPass(model, new Compute(new VectorKernels(), new Team(1)));
        KvPool pool = KvPool.bounded(model.config(), 1 << 20);
        int[] tokens = new int[70];
        Arrays.setAll(tokens, i -> i % 7);
        KvCache first = new KvCache(pool);
        first.reserve(70);
        float[] expected = pass.run(List.of(new Feed(first, tokens, 70, 1)))[0];
        first.share(tokens);
        first.close();
        KvCache second = new KvCache(pool);
        second.adopt(tokens, 70);
        assertThat(second.length()).isEqualTo(64);
        second.reserve(6);
        assertThat(pool.reusedTokens()).isEqualTo(64);
        assertThat(pass.run(List.of(new Feed(second, tokens, 6, 1)))[0]).isEqualTo(expected);
        KvCache other = new KvCache(pool);
        int[] different = tokens.clone();
        different[20]++;
        other.adopt(different, 70);
        assertThat(other.length()).isEqualTo(16);
        KvCache exact = new KvCache(pool);
        exact.adopt(tokens, 64);
        assertThat(exact.length()).as("one token is left to compute").isEqualTo(48);
    }

    @Test
    void refusesToGoPastTheContext() {
        LlamaModel model = load(new SmallLlama(false));
        Reader reader = new Reader(model, new ScalarKernels());
        for (int i = 0; i < SmallLlama.CONTEXT; i++) {
            reader.next(0);
        }
        assertThatThrownBy(() -> reader.next(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesFilesThatAreNotPlainLlama() {
        SmallLlama extra = new SmallLlama(false);
        extra.file.tensor("rope_freqs.weight", new float[2], 2);
        assertThatThrownBy(() -> load(extra)).hasMessageContaining("rope_freqs.weight is not part of");
        SmallLlama scaled = new SmallLlama(false);
        scaled.file.text("llama.rope.scaling.type", "yarn");
        assertThatThrownBy(() -> load(scaled)).hasMessageContaining("rope scaling \"yarn\"");
        assertThatThrownBy(() ->
                        LlamaModel.load(GgufReader.read(new SmallLlama(false).file.build()), SmallLlama.VOCABULARY + 1))
                .isInstanceOf(GgufException.class)
                .hasMessageContaining("token_embd.weight has the shape [24, 40], expected [24, 41]");
    }

    private static LlamaModel load(SmallLlama small) {
        return LlamaModel.load(GgufReader.read(small.file.build()), SmallLlama.VOCABULARY);
    }
}
