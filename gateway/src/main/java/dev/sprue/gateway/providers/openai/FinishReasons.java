package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The words of {@code finish_reason} that are not OpenAI's. Some say what one of OpenAI's says; some mean that the server gave up,
 * and what it has written up to there is no answer.
 */
final class FinishReasons {

    private static final List<String> USUAL =
            List.of("stop", "tool_calls", "length", "content_filter", "function_call");

    /** Together's end of sequence, Mistral's full context, and what servers of other makers' models pass on. */
    private static final Map<String, String> SAME = Map.of(
            "eos",
            "stop",
            "end_turn",
            "stop",
            "model_length",
            "length",
            "max_tokens",
            "length",
            "tool_use",
            "tool_calls");

    /** Mistral's and OpenRouter's, and DeepSeek's when it runs out of machines. */
    private static final Set<String> GAVE_UP = Set.of("error", "insufficient_system_resource");

    private FinishReasons() {}

    /** Whether the string at {@code from} is not one of OpenAI's words. */
    static boolean isUnusual(byte[] bytes, int from, int to) {
        for (int i = 0; i < USUAL.size(); i++) {
            if (isWord(bytes, from, to, USUAL.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length() + 2) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + 1 + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The word with which the server gave up a choice, if it did. */
    static Optional<String> gaveUp(JsonFields answer) throws JsonSyntaxException {
        for (JsonFields choice : choices(answer)) {
            Optional<String> word = word(choice).filter(GAVE_UP::contains);
            if (word.isPresent()) {
                return word;
            }
        }
        return Optional.empty();
    }

    /** The failure of a call that a server gave up with such a word. */
    static Failure fault(String word, Faults faults) {
        return faults.broken("it gave the answer up with the finish reason '" + word + "'");
    }

    /** The answer or chunk with OpenAI's words. */
    static byte[] translated(JsonFields answer) throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(answer);
        for (JsonFields choice : choices(answer)) {
            String same = word(choice).map(SAME::get).orElse(null);
            if (same != null) {
                edits.include(new JsonSplicer(choice).set("finish_reason", JsonText.quote(same)));
            }
        }
        return edits.splice();
    }

    private static List<JsonFields> choices(JsonFields answer) throws JsonSyntaxException {
        OptionalInt choices = answer.find("choices");
        return choices.isPresent() ? answer.objects(choices.getAsInt()) : List.of();
    }

    private static Optional<String> word(JsonFields choice) {
        return choice.find("finish_reason").stream()
                .filter(field -> choice.kind(field) == JsonKind.STRING)
                .mapToObj(choice::string)
                .findFirst();
    }
}
