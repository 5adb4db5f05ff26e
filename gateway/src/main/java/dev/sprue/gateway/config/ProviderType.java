package dev.sprue.gateway.config;

/** The dialect that an upstream speaks, as the file writes it. */
public enum ProviderType implements Keyed {
    /** OpenAI's API and everything compatible with it. */
    OPENAI("openai", true),
    /** Azure OpenAI. */
    AZURE_OPENAI("azure-openai", true),
    /** The Azure AI Model Inference API. */
    AZURE_INFERENCE("azure-inference", true),
    /** Anthropic Messages. */
    ANTHROPIC("anthropic", true),
    /** Google Gemini. */
    GEMINI("gemini", true),
    /** AWS Bedrock. */
    BEDROCK("bedrock", true),
    /** Cohere. */
    COHERE("cohere", true),
    /** Mistral. */
    MISTRAL("mistral", true),
    /** Ollama's own API. */
    OLLAMA("ollama", true),
    /** The models built into Sprue. */
    BUILTIN("builtin", true);

    private final String key;
    private final boolean served;

    ProviderType(String key, boolean served) {
        this.key = key;
        this.served = served;
    }

    @Override
    public String key() {
        return key;
    }

    /** Whether this version can call such an upstream; one that it cannot is an error at load. */
    public boolean served() {
        return served;
    }
}
