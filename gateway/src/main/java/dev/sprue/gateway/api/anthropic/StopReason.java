package dev.sprue.gateway.api.anthropic;

/** Why a message ended. */
enum StopReason {
    end_turn,
    max_tokens,
    tool_use,
    refusal;

    /**
     * What a canonical reason is called here.
     *
     * @param finish the canonical reason with its quotes; empty where there was none
     * @param calls whether the message calls a tool
     */
    static StopReason of(String finish, boolean calls) {
        return switch (finish) {
            case "\"length\"" -> max_tokens;
            case "\"content_filter\"" -> refusal;
            case "\"tool_calls\"", "\"function_call\"" -> tool_use;
            default -> calls ? tool_use : end_turn;
        };
    }
}
