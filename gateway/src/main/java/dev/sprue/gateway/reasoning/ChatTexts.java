package dev.sprue.gateway.reasoning;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rewrites the texts of every choice of one answer or chunk, and leaves all else as it is, to the byte. */
final class ChatTexts {

    static final String REASONING = "reasoning_content";
    static final String CONTENT = "content";

    private ChatTexts() {}

    /**
     * Finds out what to edit.
     *
     * @param messageField {@code message} or {@code delta}
     * @param forms what rewrites the choice of that index
     * @throws JsonSyntaxException if it is not what an answer is
     */
    static JsonSplicer rewrite(JsonFields answer, String messageField, IntFunction<ReasoningForm> forms)
            throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(answer);
        OptionalInt choices = answer.find("choices");
        if (choices.isEmpty() || answer.kind(choices.getAsInt()) != JsonKind.ARRAY) {
            return edits;
        }
        List<JsonFields> items = answer.objects(choices.getAsInt());
        for (int i = 0; i < items.size(); i++) {
            JsonFields choice = items.get(i);
            edits.include(choice(
                    choice, messageField, forms.apply(choice.number("index").orElse(i))));
        }
        return edits;
    }

    private static JsonSplicer choice(JsonFields choice, String messageField, ReasoningForm form)
            throws JsonSyntaxException {
        OptionalInt finish = choice.find("finish_reason");
        boolean finishes = messageField.equals("message")
                || (finish.isPresent() && choice.kind(finish.getAsInt()) == JsonKind.STRING);
        OptionalInt message = choice.find(messageField);
        if (message.isEmpty() || choice.kind(message.getAsInt()) != JsonKind.OBJECT) {
            ChoiceTexts after = form.next(new ChoiceTexts(null, null, false, finishes));
            JsonSplicer edits = new JsonSplicer(choice);
            return ChoiceTexts.isText(after.reasoning()) || ChoiceTexts.isText(after.content())
                    ? edits.set(messageField, object(after))
                    : edits;
        }
        JsonFields fields = choice.object(message.getAsInt());
        ChoiceTexts before =
                new ChoiceTexts(string(fields, REASONING), string(fields, CONTENT), callsTools(fields), finishes);
        ChoiceTexts after = form.next(before);
        JsonSplicer edits = new JsonSplicer(fields);
        byte[] content = after.content();
        if (content != null && !Arrays.equals(content, before.content())) {
            edits.set(CONTENT, content);
        }
        byte[] reasoning = after.reasoning();
        if (reasoning == null) {
            fields.find(REASONING).ifPresent(edits::remove);
        } else if (!Arrays.equals(reasoning, before.reasoning())) {
            edits.set(REASONING, reasoning);
        }
        return edits;
    }

    /** What a message has of texts, and nothing else. */
    static byte[] object(ChoiceTexts texts) {
        RawText out = new RawText().add("{");
        byte[] reasoning = texts.reasoning();
        byte[] content = texts.content();
        if (reasoning != null) {
            out.add("\"" + REASONING + "\":").add(reasoning, 0, reasoning.length);
        }
        if (content != null) {
            out.add((reasoning == null ? "" : ",") + "\"" + CONTENT + "\":").add(content, 0, content.length);
        }
        return out.add("}").raw();
    }

    private static byte @Nullable [] string(JsonFields fields, String name) {
        OptionalInt field = fields.find(name);
        return field.isPresent() && fields.kind(field.getAsInt()) == JsonKind.STRING
                ? fields.valueBytes(field.getAsInt())
                : null;
    }

    private static boolean callsTools(JsonFields message) {
        OptionalInt calls = message.find("tool_calls");
        return calls.isPresent()
                && message.kind(calls.getAsInt()) == JsonKind.ARRAY
                && !message.isEmpty(calls.getAsInt());
    }
}
