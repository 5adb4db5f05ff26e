package dev.sprue.engine.worker;

import dev.sprue.engine.clip.ClipModel;
import dev.sprue.engine.embedding.EmbeddingModel;
import dev.sprue.engine.embedding.VectorPass;
import dev.sprue.engine.wire.ApiException;
import java.util.List;
import java.util.function.Function;

/**
 * What any model does with texts.
 *
 * @param encode gives the tokens of a text
 * @param begin begins to compute a vector of length 1 from them
 * @param maxTokens the most tokens of a text
 * @param dimensions the lengths that vectors can have; the last one is the usual
 */
record TextEmbedder(
        Function<String, int[]> encode, Function<int[], VectorPass> begin, int maxTokens, List<Integer> dimensions) {

    static TextEmbedder of(EmbeddingModel model) {
        return new TextEmbedder(
                model::encode, model::begin, EmbeddingModel.MAX_TOKENS, List.of(EmbeddingModel.DIMENSIONS));
    }

    static TextEmbedder of(ClipModel model) {
        return new TextEmbedder(
                model::encode,
                tokens -> VectorPass.inOneStep(() -> model.embedText(tokens)),
                model.maxTokens(),
                model.dimensions());
    }

    /**
     * Returns the tokens of a text.
     *
     * @param path how messages call the text
     * @throws ApiException 400 where there are too many
     */
    int[] tokens(String text, String path) {
        int[] tokens = encode.apply(text);
        if (tokens.length > maxTokens) {
            throw ApiException.invalid(
                    "context_length_exceeded",
                    path,
                    "\"" + path + "\" takes " + tokens.length + " tokens; this model reads at most " + maxTokens
                            + ". Cut the text into shorter ones.");
        }
        return tokens;
    }
}
