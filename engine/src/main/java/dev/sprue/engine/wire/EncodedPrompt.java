package dev.sprue.engine.wire;

import dev.sprue.engine.tokenizer.Tokenizer;

/**
 * A prompt in a model's tokens.
 *
 * @param tokens what the model reads; at least one
 * @param text what is echoed
 * @param marked whether {@code tokens} is but the mark of a new document, which stands for no text and is not echoed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedPrompt(int[] tokens, String text, boolean marked) {

    /**
     * Encodes a prompt.
     *
     * @param mark the token before a new document
     * @param most how many tokens the prompt must have fewer than, so that there is room for an answer
     * @throws ApiException 400 where there are too many tokens, or some that the vocabulary does not have
     */
    public static EncodedPrompt of(Prompt prompt, Tokenizer tokenizer, int mark, int most) {
        EncodedPrompt encoded =
                switch (prompt) {
                    case Prompt.Text text -> ofText(text, tokenizer, mark, most);
                    case Prompt.Tokens tokens -> ofTokens(tokens, tokenizer);
                };
        if (encoded.tokens.length >= most) {
            throw tooLong(prompt.path(), Integer.toString(encoded.tokens.length), most);
        }
        return encoded;
    }

    private static EncodedPrompt ofText(Prompt.Text prompt, Tokenizer tokenizer, int mark, int most) {
        if (prompt.text().isEmpty()) {
            return new EncodedPrompt(new int[] {mark}, "", true);
        }
        int least = tokenizer.leastTokens(prompt.text());
        if (least >= most) {
            throw tooLong(prompt.path(), "at least " + least, most);
        }
        int[] tokens = tokenizer.encode(prompt.text());
        return new EncodedPrompt(tokens, text(tokens, tokenizer), false);
    }

    private static EncodedPrompt ofTokens(Prompt.Tokens prompt, Tokenizer tokenizer) {
        int[] tokens = prompt.ids().stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] >= tokenizer.size()) {
                String path = prompt.path() + "[" + i + "]";
                throw Fields.invalid(
                        path, "is " + tokens[i] + "; this model has the tokens 0 to " + (tokenizer.size() - 1) + ".");
            }
        }
        return new EncodedPrompt(tokens, text(tokens, tokenizer), false);
    }

    /** What tokens say, which for those of a text is the text; but unpaired surrogates are U+FFFD then. */
    private static String text(int[] tokens, Tokenizer tokenizer) {
        TokenText text = new TokenText(tokenizer, 0);
        StringBuilder whole = new StringBuilder();
        for (int token : tokens) {
            whole.append(text.add(token));
        }
        return whole.append(text.finish()).toString();
    }

    private static ApiException tooLong(String path, String tokens, int most) {
        return ApiException.invalid(
                "context_length_exceeded",
                path,
                "\"" + path + "\" takes " + tokens + " tokens; this model's context has " + most
                        + ", of which at least one is needed for the answer. Shorten the prompt.");
    }
}
