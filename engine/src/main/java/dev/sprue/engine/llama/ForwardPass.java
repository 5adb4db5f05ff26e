package dev.sprue.engine.llama;

import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Compute.Product;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Strided;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes what comes next in several sequences at once: the Llama architecture as in Touvron et al. (2023) with
 * grouped-query attention. The tokens of all sequences go through each matrix together, so weights are read from memory
 * once a pass, not once a token. A sequence's logits have the same bits whatever else is in the pass, and in however many
 * pieces the sequence is read.
 *
 * <p>Holds scratch memory, so it serves one thread at a time.
 */
public final class ForwardPass {
    private final LlamaModel model;
    private final LlamaConfig config;
    private final Compute compute;
    private final Kernels kernels;
    private final Rope rope;
    private Scratch scratch;

    /** Prepares passes through {@code model}. */
    public ForwardPass(LlamaModel model, Compute compute) {
        this.model = model;
        this.config = model.config();
        this.compute = compute;
        this.kernels = compute.kernels();
        this.rope = new Rope(config);
        this.scratch = new Scratch(config, rope, 1);
    }

    /**
     * Reads tokens of one or more sequences and moves their caches on.
     *
     * @return by feed, one logit for each token of the vocabulary, for each of the tokens after which they are wanted
     */
    public float[][] run(List<Feed> feeds) {
        int count = feeds.stream().mapToInt(Feed::count).sum();
        if (scratch.capacity < count) {
            scratch = new Scratch(config, rope, Math.max(count, Math.min(2 * scratch.capacity, 64)));
        }
        Scratch s = scratch;
        int token = 0;
        for (Feed feed : feeds) {
            if (feed.cache().length() + feed.count() > config.contextLength()) {
                throw new IllegalStateException("the context of " + config.contextLength() + " positions is full");
            }
            for (int i = 0; i < feed.count(); i++) {
                int position = feed.cache().length() + i;
                s.caches[token] = feed.cache();
                s.positions[token] = position;
                model.tokenEmbedding().row(feed.tokens()[position], s.stream, token * config.width());
                rope.angles(position, s.angles, token * rope.length());
                token++;
            }
        }
        List<LayerWeights> layers = model.layers();
        for (int layer = 0; layer < layers.size(); layer++) {
            attention(s, count, layer, layers.get(layer));
            feedForward(s, count, layers.get(layer));
        }
        float[][] logits = logits(s, feeds);
        feeds.forEach(feed -> feed.cache().advance(feed.count()));
        Arrays.fill(s.caches, null);
        return logits;
    }

    private void attention(Scratch s, int count, int layer, LayerWeights weights) {
        normalise(s.stream, weights.attentionNorm(), s.normed, count);
        compute.multiply(
                s.normed,
                count,
                List.of(
                        new Product(weights.query(), s.query),
                        new Product(weights.key(), s.key),
                        new Product(weights.value(), s.value)));
        compute.each(count, 4L * config.heads() * config.headWidth(), token -> place(s, layer, token));
        int group = config.heads() / config.kvHeads();
        long cost = 0;
        for (int token = 0; token < count; token++) {
            cost += s.positions[token];
        }
        cost = cost / count * 2 * group * config.headWidth();
        compute.each(count * config.kvHeads(), cost, piece -> attend(s, layer, piece / config.kvHeads(), piece));
        compute.multiply(s.attended, count, List.of(new Product(weights.attentionOutput(), s.projected)));
        addProjected(s, count);
    }

    /** Turns a token's query and key by its position, and puts key and value where they stay. */
    private void place(Scratch s, int layer, int token) {
        int queryWidth = config.heads() * config.headWidth();
        int kvWidth = config.kvWidth();
        int position = s.positions[token];
        rope.rotate(s.query, token * queryWidth, config.heads(), s.angles, token * rope.length());
        rope.rotate(s.key, token * kvWidth, config.kvHeads(), s.angles, token * rope.length());
        KvPage page = s.cache(token).page(position);
        System.arraycopy(s.key, token * kvWidth, page.floats(), page.keysAt(layer, position), kvWidth);
        System.arraycopy(s.value, token * kvWidth, page.floats(), page.valuesAt(layer, position), kvWidth);
    }

    /** Attends from a token with all the query heads that share one key/value head. */
    private void attend(Scratch s, int layer, int token, int piece) {
        KvCache cache = s.cache(token);
        int positions = s.positions[token] + 1;
        int width = config.headWidth();
        int kvHead = piece % config.kvHeads();
        int group = config.heads() / config.kvHeads();
        float scale = (float) (1 / Math.sqrt(width));
        float[] scores = new float[positions];
        for (int head = kvHead * group; head < (kvHead + 1) * group; head++) {
            int at = (token * config.heads() + head) * width;
            for (int from = 0; from < positions; from += KvPage.POSITIONS) {
                KvPage page = cache.page(from);
                int rows = Math.min(KvPage.POSITIONS, positions - from);
                int keys = page.keysAt(layer, from) + kvHead * width;
                kernels.dots(
                        new Strided(page.floats(), keys, config.kvWidth(), rows, width), s.query, at, scores, from);
            }
            for (int i = 0; i < positions; i++) {
                scores[i] *= scale;
            }
            kernels.softmax(scores, positions);
            Arrays.fill(s.attended, at, at + width, 0);
            for (int from = 0; from < positions; from += KvPage.POSITIONS) {
                KvPage page = cache.page(from);
                int rows = Math.min(KvPage.POSITIONS, positions - from);
                int values = page.valuesAt(layer, from) + kvHead * width;
                kernels.addWeighted(
                        new Strided(page.floats(), values, config.kvWidth(), rows, width),
                        scores,
                        from,
                        s.attended,
                        at);
            }
        }
    }

    private void feedForward(Scratch s, int count, LayerWeights weights) {
        int width = config.feedForward();
        normalise(s.stream, weights.feedForwardNorm(), s.normed, count);
        compute.multiply(
                s.normed, count, List.of(new Product(weights.gate(), s.gate), new Product(weights.up(), s.up)));
        compute.each(count, 10L * width, token -> kernels.swiglu(s.gate, token * width, s.up, token * width, width));
        compute.multiply(s.gate, count, List.of(new Product(weights.down(), s.projected)));
        addProjected(s, count);
    }

    private void addProjected(Scratch s, int count) {
        kernels.addScaled(s.stream, 0, s.projected, 0, count * config.width(), 1);
    }

    private float[][] logits(Scratch s, List<Feed> feeds) {
        int width = config.width();
        int vocabulary = model.vocabularySize();
        int wanted = feeds.stream().mapToInt(Feed::wanted).sum();
        float[][] logits = new float[feeds.size()][0];
        if (wanted == 0) {
            return logits;
        }
        float[] last = new float[wanted * width];
        int token = 0;
        int at = 0;
        for (Feed feed : feeds) {
            token += feed.count();
            int length = feed.wanted() * width;
            System.arraycopy(s.stream, token * width - length, last, at, length);
            at += length;
        }
        float[] normed = new float[wanted * width];
        normalise(last, model.outputNorm(), normed, wanted);
        float[] all = new float[wanted * vocabulary];
        compute.multiply(normed, wanted, List.of(new Product(model.output(), all)));
        at = 0;
        for (int feed = 0; feed < logits.length; feed++) {
            int own = feeds.get(feed).wanted();
            if (own > 0) {
                int length = own * vocabulary;
                logits[feed] = own == wanted ? all : Arrays.copyOfRange(all, at, at + length);
                at += length;
            }
        }
        return logits;
    }

    /** RMS normalisation (Zhang and Sennrich, 2019) of {@code count} vectors. */
    private void normalise(float[] x, float[] weight, float[] out, int count) {
        int width = weight.length;
        compute.each(count, 4L * width, token -> {
            int at = token * width;
            float squares = kernels.dot(x, at, x, at, width);
            float scale = (float) (1 / Math.sqrt(squares / width + config.epsilon()));
            for (int i = 0; i < width; i++) {
                out[at + i] = weight[i] * (x[at + i] * scale);
            }
        });
    }

    /** Room for the vectors of the tokens of a pass. */
    private static final class Scratch {
        private final int capacity;
        private final @Nullable KvCache[] caches;
        private final int[] positions;
        private final float[] angles;
        private final float[] stream;
        private final float[] normed;
        private final float[] query;
        private final float[] key;
        private final float[] value;
        private final float[] attended;
        private final float[] projected;
        private final float[] gate;
        private final float[] up;

        Scratch(LlamaConfig config, Rope rope, int capacity) {
            int queryWidth = config.heads() * config.headWidth();
            this.capacity = capacity;
            this.caches = new KvCache[capacity];
            this.positions = new int[capacity];
            this.angles = new float[capacity * rope.length()];
            this.stream = new float[capacity * config.width()];
            this.normed = new float[capacity * config.width()];
            this.query = new float[capacity * queryWidth];
            this.key = new float[capacity * config.kvWidth()];
            this.value = new float[capacity * config.kvWidth()];
            this.attended = new float[capacity * queryWidth];
            this.projected = new float[capacity * config.width()];
            this.gate = new float[capacity * config.feedForward()];
            this.up = new float[capacity * config.feedForward()];
        }

        KvCache cache(int token) {
            return Objects.requireNonNull(caches[token]);
        }
    }
}
