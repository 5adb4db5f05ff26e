package dev.sprue.gateway.inference;

/** What a call asks a model to do. */
public enum Operation {
    /** Continue a conversation. */
    CHAT_COMPLETION("chatCompletion", "chat-completion", "/chat/completions", "choices"),
    /** Turn pictures, alone or each with a text, into vectors. */
    IMAGE_EMBEDDINGS("imageEmbeddings", "image-embeddings", "/images/embeddings", "data"),
    /** Turn texts into vectors. */
    EMBEDDINGS("embeddings", "embeddings", "/embeddings", "data"),
    /** Make pictures from a text. */
    IMAGE_GENERATION("imageGeneration", "image-generation", "/images/generations", "data"),
    /** Go on with a text. */
    COMPLETION("completion", "text-generation", "/completions", "choices"),
    /** Order texts by how much each has to do with a question. */
    RERANK("rerank", "rerank", "/rerank", "results");

    private final String capability;
    private final String modelType;
    private final String openAiPath;
    private final String resultField;

    Operation(String capability, String modelType, String openAiPath, String resultField) {
        this.capability = capability;
        this.modelType = modelType;
        this.openAiPath = openAiPath;
        this.resultField = resultField;
    }

    /** The catalog's word for it, which is also ARM's. */
    public String capability() {
        return capability;
    }

    /** The word of {@code /info} for a model whose first operation it is. */
    public String modelType() {
        return modelType;
    }

    /** Its path below the version of OpenAI's API. */
    public String openAiPath() {
        return openAiPath;
    }

    /** Whether its answer is text of a language model, which may come piece by piece. */
    public boolean writesText() {
        return this == CHAT_COMPLETION || this == COMPLETION;
    }

    /** Whether its answer is a list of vectors. */
    public boolean makesVectors() {
        return this == EMBEDDINGS || this == IMAGE_EMBEDDINGS;
    }

    /** The array without which a whole answer in canonical form is none. */
    public String resultField() {
        return resultField;
    }
}
