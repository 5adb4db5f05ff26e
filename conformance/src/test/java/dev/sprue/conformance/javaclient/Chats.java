package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import com.azure.ai.inference.models.CompletionsFinishReason;
import com.azure.ai.inference.models.CompletionsUsage;
import com.azure.ai.inference.models.StreamingChatCompletionsUpdate;
import java.util.ArrayList;
import java.util.List;

/** Requests that the tests start from, and what they make of a stream's updates. */
final class Chats {
    private Chats() {}

    /** One user message for a deployment. */
    static ChatCompletionsOptions options(String model, String message) {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(message))).setModel(model);
    }

    /**
     * A stream folded into what a whole answer says.
     *
     * @param text the deltas joined
     * @param finishReason the last update's
     * @param usage the last update's
     */
    record Folded(String text, CompletionsFinishReason finishReason, CompletionsUsage usage) {}

    static Folded fold(Iterable<StreamingChatCompletionsUpdate> updates) {
        StringBuilder text = new StringBuilder();
        List<StreamingChatCompletionsUpdate> all = new ArrayList<>();
        for (StreamingChatCompletionsUpdate update : updates) {
            all.add(update);
            assertThat(update.getChoices()).hasSize(1);
            String content = update.getChoices().getFirst().getDelta().getContent();
            if (content != null) {
                text.append(content);
            }
        }
        assertThat(all).isNotEmpty();
        StreamingChatCompletionsUpdate last = all.getLast();
        return new Folded(text.toString(), last.getChoices().getFirst().getFinishReason(), last.getUsage());
    }
}
