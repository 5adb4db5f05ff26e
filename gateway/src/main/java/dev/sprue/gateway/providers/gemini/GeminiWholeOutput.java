package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.canonical.FinishReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a response as a whole answer. Its candidates come one after the other. */
final class GeminiWholeOutput implements GeminiOutput {

    private final AnswerWriter out;
    private final Map<String, JsonWriter> lists = new LinkedHashMap<>(4);

    GeminiWholeOutput(AnswerWriter out) {
        this.out = out;
    }

    @Override
    public void content(int choice, byte[] bytes, int from, int to) {
        out.content(bytes, from, to);
    }

    @Override
    public void reasoning(int choice, byte[] bytes, int from, int to) {
        out.reasoning(bytes, from, to);
    }

    @Override
    public void refusal(int choice, byte[] bytes, int from, int to) {
        out.refusal(bytes, from, to);
    }

    @Override
    public void call(int choice, int index, byte[] id, byte[] name, byte[] arguments) {
        out.toolCallOf(id, name, arguments, 0, arguments.length);
    }

    @Override
    public void item(int choice, String list, byte[] json) {
        lists.computeIfAbsent(list, made -> new JsonWriter(json.length + 16).beginArray())
                .raw(json);
    }

    @Override
    public void field(int choice, String name, byte[] json) {
        out.field(name, json);
    }

    @Override
    public void logprobs(int choice, byte[] json) {
        out.logprobs(json);
    }

    @Override
    public void finish(int choice, FinishReason reason) {
        lists.forEach((name, list) -> out.field(name, list.endArray().toBytes()));
        lists.clear();
        out.finish(choice, reason);
    }
}
