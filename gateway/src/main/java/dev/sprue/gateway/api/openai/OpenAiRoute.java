package dev.sprue.gateway.api.openai;

/** What can be asked for below {@code /openai}. */
enum OpenAiRoute {
    CHAT_COMPLETIONS("chat/completions", "POST"),
    COMPLETIONS("completions", "POST"),
    EMBEDDINGS("embeddings", "POST");

    private final String path;
    private final String method;

    OpenAiRoute(String path, String method) {
        this.path = path;
        this.method = method;
    }

    /** Its path behind the deployment, or behind {@code v1/}. */
    String path() {
        return path;
    }

    /** The one method that it takes. */
    String method() {
        return method;
    }
}
