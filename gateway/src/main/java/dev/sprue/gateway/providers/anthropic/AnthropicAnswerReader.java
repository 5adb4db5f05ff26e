package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** From a whole message ({@code Message} of the specification) to the canonical answer. */
final class AnthropicAnswerReader {

    private static final int MAX_DEPTH = 64;

    private final Faults faults;
    private final JsonFields request;
    private final long created;
    private final AnswerExtras extras = new AnswerExtras();

    /** Texts whose characters have not been counted: only citations need that. */
    private final List<JsonFields> uncounted = new ArrayList<>(1);

    /** Characters of the texts before these. */
    private long characters;

    /**
     * @param request the canonical request that is answered
     * @param created seconds since 1970
     */
    AnthropicAnswerReader(Faults faults, JsonFields request, long created) {
        this.faults = faults;
        this.request = request;
        this.created = created;
    }

    /**
     * Reads a message.
     *
     * @param requestId the API's id of the request
     * @throws dev.sprue.gateway.error.FailureException where it is none
     * @throws JsonSyntaxException where it cannot be read
     */
    WholeAnswer read(HeapBytes body, Optional<String> requestId) throws JsonSyntaxException {
        byte[] bytes = body.array();
        JsonFields message = JsonFields.scanAnswer(bytes, body.from(), body.to(), MAX_DEPTH);
        OptionalInt content = message.find("content");
        if (content.isEmpty() || message.kind(content.getAsInt()) != JsonKind.ARRAY) {
            throw (message.find("error").isPresent()
                            ? AnthropicErrorReader.readEvent(
                                    faults.provider(), requestId, bytes, body.from(), body.to())
                            : faults.broken("its answer has no content"))
                    .toException();
        }
        AnswerWriter out =
                new AnswerWriter(AnthropicJson.text(message, "id"), created, AnthropicJson.text(message, "model"));
        for (JsonFields block : message.objects(content.getAsInt())) {
            block(bytes, block, out);
        }
        end(bytes, message, out);
        AnthropicUsage usage = new AnthropicUsage();
        OptionalInt used = message.find("usage");
        if (used.isPresent() && message.kind(used.getAsInt()) == JsonKind.OBJECT) {
            usage.add(message.object(used.getAsInt()));
        }
        return out.answer(usage.canonical());
    }

    private void block(byte[] bytes, JsonFields block, AnswerWriter out) throws JsonSyntaxException {
        switch (AnthropicJson.text(block, "type")) {
            case "text" -> text(bytes, block, out);
            case "tool_use" -> call(bytes, block, out);
            case "thinking" -> {
                AnthropicJson.string(block, "thinking")
                        .ifPresent(field -> out.reasoning(bytes, block.valueStart(field), block.valueEnd(field)));
                extras.giveBack(bytes, block.start(), block.end());
            }
            default -> extras.giveBack(bytes, block.start(), block.end());
        }
    }

    private void text(byte[] bytes, JsonFields block, AnswerWriter out) throws JsonSyntaxException {
        OptionalInt text = AnthropicJson.string(block, "text");
        if (text.isEmpty()) {
            return;
        }
        out.content(bytes, block.valueStart(text.getAsInt()), block.valueEnd(text.getAsInt()));
        OptionalInt citations = block.find("citations");
        if (citations.isEmpty()
                || block.kind(citations.getAsInt()) != JsonKind.ARRAY
                || block.isEmpty(citations.getAsInt())) {
            uncounted.add(block);
            return;
        }
        uncounted.forEach(before -> count(bytes, before));
        uncounted.clear();
        long start = characters;
        count(bytes, block);
        for (JsonFields citation : block.objects(citations.getAsInt())) {
            Citations.add(citation, start, characters, extras);
        }
    }

    private void count(byte[] bytes, JsonFields block) {
        AnthropicJson.string(block, "text")
                .ifPresent(
                        text -> characters += JsonText.codePoints(bytes, block.valueStart(text), block.valueEnd(text)));
    }

    private void call(byte[] bytes, JsonFields block, AnswerWriter out) {
        OptionalInt id = AnthropicJson.string(block, "id");
        OptionalInt name = AnthropicJson.string(block, "name");
        OptionalInt input = block.find("input");
        if (id.isEmpty() || name.isEmpty() || input.isEmpty()) {
            throw faults.broken("its answer has a tool_use without id, name or input")
                    .toException();
        }
        int from = block.valueStart(input.getAsInt());
        int to = block.valueEnd(input.getAsInt());
        if (JsonTool.is(block, request)) {
            byte[] quoted = AnthropicJson.quoted(bytes, from, to);
            out.content(quoted, 0, quoted.length);
        } else {
            out.toolCallOf(block.valueBytes(id.getAsInt()), block.valueBytes(name.getAsInt()), bytes, from, to);
        }
    }

    private void end(byte[] bytes, JsonFields message, AnswerWriter out) throws JsonSyntaxException {
        StopReason stop = StopReason.of(AnthropicJson.text(message, "stop_reason"), out.toolCalls() > 0);
        OptionalInt details = message.find("stop_details");
        if (details.isPresent() && message.kind(details.getAsInt()) == JsonKind.OBJECT) {
            JsonFields said = message.object(details.getAsInt());
            AnthropicJson.string(said, "explanation")
                    .ifPresent(field -> out.refusal(bytes, said.valueStart(field), said.valueEnd(field)));
        }
        extras.handOn(out::field);
        AnthropicJson.string(message, "stop_sequence")
                .ifPresent(field -> out.field("stop_sequence", message.valueBytes(field)));
        stop.told().ifPresent(word -> out.field("native_finish_reason", JsonText.quote(word)));
        out.finish(0, stop.reason());
    }
}
