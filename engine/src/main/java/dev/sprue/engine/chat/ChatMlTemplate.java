package dev.sprue.engine.chat;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufMetadata;
import dev.sprue.engine.tokenizer.IntList;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.List;

/**
 * Writes a conversation as the tokens of ChatML: each turn is {@code <|im_start|>role}, a line break, the text and
 * {@code <|im_end|>}, and the prompt ends where the assistant's next turn begins.
 *
 * <p>Control tokens come from here alone; message text that spells one stays text. What ChatML has no form for is
 * written so: tools as lines of JSON, between {@code <tools>} and {@code </tools>} (which are text), at the end of the
 * first system turn, which is made where there is none; a tool's result as a user turn that holds the text between
 * {@code <tool_response>} and {@code </tool_response>}; a past tool call as {@code <tool_call>}, the JSON
 * {@code {"name":...,"arguments":...}} and {@code </tool_call>}, each on a line, behind the assistant's text. A vocabulary
 * without these control tokens gets their spelling as text.
 */
public final class ChatMlTemplate {
    /** The control token with which the model begins a tool call. */
    static final String CALL_START = "<tool_call>";
    /** The control token with which the model ends a tool call. */
    static final String CALL_END = "</tool_call>";

    private static final String KEY = "tokenizer.chat_template";
    private static final String TURN_START = "<|im_start|>";
    private static final String TURN_END = "<|im_end|>";
    /** The usual template, without white space, since that is how templates are compared. */
    private static final String CHAT_ML =
            "{%formessageinmessages%}{{'<|im_start|>'+message['role']+''+message['content']+'<|im_end|>'+''}}{%endfor%}"
                    + "{%ifadd_generation_prompt%}{{'<|im_start|>assistant'}}{%endif%}";

    private final Tokenizer tokenizer;
    private final int turnStart;
    private final int turnEnd;

    private ChatMlTemplate(Tokenizer tokenizer, int turnStart, int turnEnd) {
        this.tokenizer = tokenizer;
        this.turnStart = turnStart;
        this.turnEnd = turnEnd;
    }

    /**
     * Recognises the template of a file.
     *
     * @throws GgufException where the file has another template than ChatML, or none
     */
    public static ChatMlTemplate load(GgufMetadata metadata, Tokenizer tokenizer) {
        if (!canonical(metadata.text(KEY)).equals(CHAT_ML)) {
            throw new GgufException(
                    KEY + " is not the plain ChatML template, the only one that is supported",
                    GgufException.WHOLE_FILE);
        }
        return new ChatMlTemplate(tokenizer, control(tokenizer, TURN_START), control(tokenizer, TURN_END));
    }

    private static int control(Tokenizer tokenizer, String spelling) {
        return tokenizer
                .control(spelling)
                .orElseThrow(() -> new GgufException(
                        "ChatML needs the control token " + spelling + ", which the vocabulary lacks",
                        GgufException.WHOLE_FILE));
    }

    /** Drops what does not change the meaning: white space and its escapes, trim marks, the style of quotes. */
    private static String canonical(String template) {
        StringBuilder kept = new StringBuilder(template.length());
        template.replace("\\n", "")
                .replace("{%-", "{%")
                .replace("-%}", "%}")
                .replace("{{-", "{{")
                .replace("-}}", "}}")
                .replace('"', '\'')
                .chars()
                .filter(c -> !Character.isWhitespace(c))
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /**
     * Returns the tokens of a conversation, up to where the assistant's answer begins.
     *
     * @param tools one line of JSON for each tool
     */
    public int[] render(List<ChatMessage> messages, List<String> tools) {
        IntList out = new IntList();
        List<ChatMessage> rest = messages;
        if (!tools.isEmpty()) {
            String text = "# Tools\n<tools>\n" + String.join("\n", tools) + "\n</tools>";
            if (messages.getFirst().role() == Role.SYSTEM) {
                text = messages.getFirst().content() + "\n\n" + text;
                rest = messages.subList(1, messages.size());
            }
            turn(new ChatMessage(Role.SYSTEM, text), out);
        }
        for (ChatMessage message : rest) {
            turn(message, out);
        }
        out.add(turnStart);
        tokenizer.encode("assistant\n", out);
        return out.toArray();
    }

    private void turn(ChatMessage message, IntList out) {
        out.add(turnStart);
        switch (message.role()) {
            case SYSTEM -> tokenizer.encode("system\n" + message.content(), out);
            case USER -> tokenizer.encode("user\n" + message.content(), out);
            case ASSISTANT -> assistant(message, out);
            case TOOL -> {
                tokenizer.encode("user\n", out);
                enclosed("tool_response", message.content(), out);
            }
        }
        out.add(turnEnd);
        tokenizer.encode("\n", out);
    }

    private void assistant(ChatMessage message, IntList out) {
        boolean breaks = !message.content().isEmpty() && !message.toolCalls().isEmpty();
        tokenizer.encode("assistant\n" + message.content() + (breaks ? "\n" : ""), out);
        boolean first = true;
        for (ToolCall call : message.toolCalls()) {
            if (!first) {
                tokenizer.encode("\n", out);
            }
            first = false;
            enclosed("tool_call", "{\"name\":\"" + call.name() + "\",\"arguments\":" + call.arguments() + "}", out);
        }
    }

    private void enclosed(String tag, String text, IntList out) {
        controlOrText("<" + tag + ">", out);
        tokenizer.encode("\n" + text + "\n", out);
        controlOrText("</" + tag + ">", out);
    }

    private void controlOrText(String spelling, IntList out) {
        tokenizer.control(spelling).ifPresentOrElse(out::add, () -> tokenizer.encode(spelling, out));
    }
}
