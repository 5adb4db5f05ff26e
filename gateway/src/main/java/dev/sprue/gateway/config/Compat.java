package dev.sprue.gateway.config;

/** A server that speaks OpenAI's dialect in its own way, as the file names it. */
public enum Compat implements Keyed {
    /** vLLM. */
    VLLM("vllm"),
    /** llama.cpp's server. */
    LLAMA_SERVER("llama-server"),
    /** LM Studio. */
    LM_STUDIO("lm-studio"),
    /** Ollama's OpenAI-compatible routes. */
    OLLAMA("ollama"),
    /** Groq. */
    GROQ("groq"),
    /** Together AI. */
    TOGETHER("together"),
    /** Fireworks AI. */
    FIREWORKS("fireworks"),
    /** OpenRouter. */
    OPENROUTER("openrouter"),
    /** DeepSeek. */
    DEEPSEEK("deepseek"),
    /** xAI. */
    XAI("xai"),
    /** Perplexity. */
    PERPLEXITY("perplexity");

    private final String key;

    Compat(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
