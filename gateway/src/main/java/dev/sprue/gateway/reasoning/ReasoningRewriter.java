package dev.sprue.gateway.reasoning;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites how one chat answer, whole or streamed, writes its reasoning. Folding the rewritten stream gives the rewritten
 * whole answer, wherever the stream was cut; every choice is for itself. What is no chat answer goes on as it came.
 */
public final class ReasoningRewriter {

    private final Supplier<ReasoningForm> form;
    private final Map<Integer, ReasoningForm> choices = new HashMap<>(2);
    private @Nullable StreamEvent last;

    private ReasoningRewriter(Supplier<ReasoningForm> form) {
        this.form = form;
    }

    /** Towards {@code <think>} tags, for readers who do not know {@code reasoning_content}. */
    public static ReasoningRewriter toTags() {
        return new ReasoningRewriter(ThinkTagForm::new);
    }

    /**
     * From {@code <think>} tags to {@code reasoning_content}.
     *
     * @param opened whether the model's prompt ends in the opening tag, so that its text begins as reasoning without one
     */
    public static ReasoningRewriter toField(boolean opened) {
        return new ReasoningRewriter(() -> new ReasoningFieldForm(opened));
    }

    /** A whole answer, rewritten; the same one where there is nothing to rewrite. */
    public WholeAnswer whole(WholeAnswer answer) {
        try {
            JsonSplicer edits = ChatTexts.rewrite(answer.fields(), "message", index -> form.get());
            if (edits.isUnedited()) {
                return answer;
            }
            byte[] bytes = edits.splice();
            JsonFields fields = JsonFields.scanAnswer(bytes, 0, bytes.length, Integer.MAX_VALUE);
            return new WholeAnswer(bytes, 0, bytes.length, fields, answer.usage(), answer.model(), true);
        } catch (JsonSyntaxException unreadable) {
            return answer;
        }
    }

    /** The next event of a stream, rewritten; the same one where there is nothing to rewrite. */
    public StreamEvent event(StreamEvent event) {
        if (!event.hasChoices()) {
            return event;
        }
        last = event;
        try {
            JsonSplicer edits = ChatTexts.rewrite(event.fields(), "delta", this::choice);
            if (edits.isUnedited()) {
                return event;
            }
            byte[] bytes = edits.splice();
            return new StreamEvent(
                    bytes,
                    0,
                    bytes.length,
                    true,
                    event.finishes(),
                    true,
                    event.usage(),
                    event.usageStart() < 0 ? -1 : edits.moved(event.usageStart()),
                    event.usageEnd() < 0 ? -1 : edits.moved(event.usageEnd()));
        } catch (JsonSyntaxException unreadable) {
            return event;
        }
    }

    private ReasoningForm choice(int index) {
        return choices.computeIfAbsent(index, other -> form.get());
    }

    /** Whether an event without reasoning may have to be rewritten too. */
    public boolean isPending() {
        for (ReasoningForm choice : choices.values()) {
            if (choice.isPending()) {
                return true;
            }
        }
        return false;
    }

    /** What is still to come after the last event, as one more; empty where every choice has ended as it should. */
    public Optional<StreamEvent> rest() {
        StreamEvent model = last;
        if (model == null) {
            return Optional.empty();
        }
        RawText items = new RawText();
        choices.forEach((index, choice) -> {
            ChoiceTexts rest = choice.rest();
            if (rest.reasoning() != null || rest.content() != null) {
                byte[] delta = ChatTexts.object(rest);
                items.add(items.isEmpty() ? "[" : ",")
                        .add("{\"index\":" + index + ",\"delta\":")
                        .add(delta, 0, delta.length)
                        .add(",\"finish_reason\":null}");
            }
        });
        if (items.isEmpty()) {
            return Optional.empty();
        }
        JsonFields fields = model.fields();
        JsonSplicer edits =
                new JsonSplicer(fields).set("choices", items.add("]").raw());
        fields.find("usage").ifPresent(edits::remove);
        byte[] bytes = edits.splice();
        return Optional.of(new StreamEvent(bytes, 0, bytes.length, true, false, true, Optional.empty(), -1, -1));
    }
}
