package dev.sprue.engine.chat;

import dev.sprue.engine.schema.ToolCallGrammar;

/**
 * Takes the text of one tool call apart while it comes: the name, then the arguments. Since the text follows the grammar
 * of calls, nothing in it has to be checked.
 */
final class ToolCallReader {
    private static final int OUTSIDE = 0;

    private final StringBuilder head = new StringBuilder();
    private boolean named;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean done;

    /** What a piece of text brought: a name, once, and a piece of the arguments; both may be empty. */
    record Piece(String name, String arguments) {}

    /** Takes the next piece of text. */
    Piece add(String text) {
        if (named) {
            return new Piece("", arguments(text));
        }
        head.append(text);
        int end = head.indexOf(ToolCallGrammar.BEFORE_ARGUMENTS, ToolCallGrammar.BEFORE_NAME.length());
        if (end < 0) {
            return new Piece("", "");
        }
        named = true;
        String name = head.substring(ToolCallGrammar.BEFORE_NAME.length(), end);
        return new Piece(name, arguments(head.substring(end + ToolCallGrammar.BEFORE_ARGUMENTS.length())));
    }

    /** Returns how much of a text belongs to the arguments: they end with the brace that closes the first one. */
    private String arguments(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (done) {
                return text.substring(0, i);
            }
            char c = text.charAt(i);
            if (inString) {
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                done = --depth == OUTSIDE;
            }
        }
        return text;
    }
}
