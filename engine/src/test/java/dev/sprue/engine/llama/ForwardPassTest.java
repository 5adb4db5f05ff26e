package dev.sprue.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufReader;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.VectorKernels;
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
        ForwardPass pass = new ForwardPass(model, kernels);
        KvCache cache = new KvCache(model.config());
        Random random = new Random(9);
        for (int position = 0; position < SmallLlama.CONTEXT; position++) {
            int token = random.nextInt(SmallLlama.VOCABULARY);
            double[] expected = naive.next(token);
            if (position % 3 == 1) {
                pass.append(token, cache);
                continue;
            }
            float[] logits = pass.next(token, cache);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).isCloseTo(expected[i], within(1e-3));
            }
        }
    }

    @Test
    void goesOnFromATruncatedCacheAsIfNothingHadFollowed() {
        LlamaModel model = load(new SmallLlama(false));
        ForwardPass pass = new ForwardPass(model, new ScalarKernels());
        KvCache cache = new KvCache(model.config());
        for (int i = 0; i < 40; i++) {
            pass.append(i % 7, cache);
        }
        float[] first = pass.next(3, cache).clone();
        for (int i = 0; i < 30; i++) {
            pass.append(5, cache);
        }
        cache.truncate(40);
        assertThat(pass.next(3, cache)).containsExactly(first);
    }

    @Test
    void refusesToGoPastTheContext() {
        LlamaModel model = load(new SmallLlama(false));
        ForwardPass pass = new ForwardPass(model, new ScalarKernels());
        KvCache cache = new KvCache(model.config());
        for (int i = 0; i < SmallLlama.CONTEXT; i++) {
            pass.append(0, cache);
        }
        assertThatThrownBy(() -> pass.append(0, cache)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cache.truncate(SmallLlama.CONTEXT + 1)).isInstanceOf(IllegalArgumentException.class);
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
