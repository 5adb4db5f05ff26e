package dev.sprue.engine.llama;

import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Team;
import java.util.Arrays;
import java.util.List;

/** Reads one sequence, a token at a time, on the calling thread. */
final class Reader {
    private final ForwardPass pass;
    private final KvCache cache;
    private int[] tokens = new int[0];

    Reader(LlamaModel model, Kernels kernels) {
        pass = new ForwardPass(model, new Compute(kernels, new Team(1)));
        cache = new KvCache(KvPool.unbounded(model.config()));
    }

    /** Returns what comes after the token. */
    float[] next(int token) {
        tokens = Arrays.copyOf(tokens, tokens.length + 1);
        tokens[tokens.length - 1] = token;
        if (!cache.reserve(1)) {
            throw new IllegalStateException("no memory");
        }
        return pass.run(List.of(new Feed(cache, tokens, 1, 1)))[0];
    }
}
