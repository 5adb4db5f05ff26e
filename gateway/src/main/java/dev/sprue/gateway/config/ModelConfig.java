package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * A model that a provider adds to the catalog.
 *
 * @param format the publisher
 * @param name the model's name
 * @param version its version
 * @param id what the provider calls it; absent: the name
 * @param capabilities what it can do ({@code chatCompletion}, {@code embeddings}, {@code imageEmbeddings},
 *     {@code imageGeneration}, {@code completion}, {@code rerank}), at least one
 * @param contextLength tokens that fit into it
 * @param chat what it can do in chats, and in completions as far as these have the same; left out: nothing is checked, all goes as it came
 * @param embedding what it can do when it makes vectors; left out: likewise
 * @param imageGeneration what it can do when it makes pictures; left out: what OpenAI's API has
 * @param weight this provider's share of the model's calls beside the shares of others with the same priority
 * @param priority which providers of a model are asked first: those with the lowest number; others only when none of
 *     these can answer
 * @param skus the capacity types of deployments that it serves; none listed: all
 */
public record ModelConfig(
        String format,
        String name,
        @Default("1") String version,
        Optional<String> id,
        @Required List<Capability> capabilities,
        @Range(min = 1, max = Integer.MAX_VALUE) Optional<Integer> contextLength,
        Optional<ChatModelConfig> chat,
        Optional<EmbeddingModelConfig> embedding,
        Optional<ImageModelConfig> imageGeneration,
        @Default("1") @Range(min = 1, max = 1_000) int weight,
        @Default("1") @Range(min = 0, max = 1_000) int priority,
        @Matches(Form.SKU) List<String> skus) {

    /** Whether it serves deployments of that capacity type. */
    public boolean serves(String sku) {
        return skus.isEmpty() || skus.contains(sku);
    }

    /** The same, of which it is known what it can do. */
    public ModelConfig with(Optional<ChatModelConfig> knownChat, Optional<EmbeddingModelConfig> knownEmbedding) {
        return new ModelConfig(
                format,
                name,
                version,
                id,
                capabilities,
                contextLength,
                knownChat,
                knownEmbedding,
                imageGeneration,
                weight,
                priority,
                skus);
    }

    /** An operation of a model, as the catalog writes it. */
    public enum Capability {
        /** Chat completions. */
        chatCompletion,
        /** Text embeddings. */
        embeddings,
        /** Embeddings of pictures, alone or with texts. */
        imageEmbeddings,
        /** Pictures made from texts. */
        imageGeneration,
        /** Texts gone on with, as OpenAI's oldest operation does. */
        completion,
        /** Texts ordered by how much each has to do with a question. */
        rerank
    }
}
