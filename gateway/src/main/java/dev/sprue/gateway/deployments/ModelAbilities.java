package dev.sprue.gateway.deployments;

import dev.sprue.gateway.inference.Operation;

/**
 * What a model can do, as far as its catalog entry tells.
 *
 * @param chat in chats, and when it goes on with a text
 * @param embedding when it makes vectors
 * @param image when it makes pictures
 */
public record ModelAbilities(ChatAbilities chat, EmbeddingAbilities embedding, ImageAbilities image) {

    /** A model of which nothing is known, so that nothing is checked but what the dialect lacks for pictures. */
    public static final ModelAbilities ANY =
            new ModelAbilities(ChatAbilities.ANY, EmbeddingAbilities.ANY, ImageAbilities.OPENAI);

    /** A model that makes no pictures, or makes them as OpenAI's API has it. */
    public ModelAbilities(ChatAbilities chat, EmbeddingAbilities embedding) {
        this(chat, embedding, ImageAbilities.OPENAI);
    }

    /** Makes one object of all that say nothing, so that {@link #restricts} is a comparison of references. */
    public ModelAbilities {
        chat = chat.equals(ChatAbilities.ANY) ? ChatAbilities.ANY : chat;
        embedding = embedding.equals(EmbeddingAbilities.ANY) ? EmbeddingAbilities.ANY : embedding;
    }

    /** Whether there is anything of an operation that the model cannot do. */
    @SuppressWarnings("ReferenceEquality")
    public boolean restricts(Operation operation) {
        return switch (operation) {
            case CHAT_COMPLETION, COMPLETION -> chat != ChatAbilities.ANY;
            case EMBEDDINGS, IMAGE_EMBEDDINGS -> embedding != EmbeddingAbilities.ANY;
            case IMAGE_GENERATION -> true;
            case RERANK -> false;
        };
    }
}
