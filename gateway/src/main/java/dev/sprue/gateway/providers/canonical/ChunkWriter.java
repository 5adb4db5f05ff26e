package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes the canonical chunks of one stream. Texts are taken as JSON strings, quotes included, out of the provider's bytes and
 * are copied without being decoded.
 */
public final class ChunkWriter {

    private static final byte[] DELTA = ascii(",\"delta\":{");
    private static final byte[] GOES_ON = ascii("},\"finish_reason\":null}]}");
    private static final byte[] LOGPROBS = ascii("},\"logprobs\":");
    private static final byte[] FINISHES = ascii(",\"delta\":{},\"finish_reason\":\"");
    private static final byte[] FINISHED = ascii("\"}]}");
    private static final byte[] ROLE = ascii("\"role\":\"assistant\",\"content\":\"\"");
    private static final byte[] CONTENT = ascii("\"content\":");
    private static final byte[] REASONING = ascii("\"reasoning_content\":");
    private static final byte[] REFUSAL = ascii("\"refusal\":");
    private static final byte[] TOOL = ascii("\"tool_calls\":[{\"index\":");
    private static final byte[] ARGUMENTS = ascii(",\"function\":{\"arguments\":");
    private static final byte[] END_OF_ARGUMENTS = ascii("}}]");
    private static final byte[] NO_CHOICES = ascii("],");
    private static final byte[] ZERO = {'0'};
    private static final int SPARE_BYTES = 96;

    /** All up to the first choice. */
    private final byte[] head;

    /** All up to the number in the first choice. */
    private final byte[] choice;

    /**
     * @param id the answer's id
     * @param created seconds since 1970
     * @param model what its server calls the model
     */
    public ChunkWriter(String id, long created, String model) {
        JsonWriter out = new JsonWriter(128);
        out.beginObject()
                .name("id")
                .string(id)
                .name("object")
                .string("chat.completion.chunk")
                .name("created")
                .number(created)
                .name("model")
                .string(model)
                .name("choices")
                .beginArray();
        head = out.toBytes();
        choice = out.beginObject().name("index").toBytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The first chunk of a choice. */
    public StreamEvent role(int index) {
        return goesOn(begin(index, ROLE, 0).verbatim(ROLE, 0, ROLE.length), false);
    }

    /** A piece of text: the JSON string {@code [from, to)} of {@code bytes}. */
    public StreamEvent content(int index, byte[] bytes, int from, int to) {
        return text(index, CONTENT, bytes, from, to, false);
    }

    /**
     * The same with how probable its tokens were.
     *
     * @param logprobs the choice's {@code logprobs}: a JSON object
     */
    public StreamEvent content(int index, byte[] bytes, int from, int to, byte[] logprobs) {
        JsonWriter out = begin(index, CONTENT, to - from + logprobs.length)
                .verbatim(CONTENT, 0, CONTENT.length)
                .verbatim(bytes, from, to)
                .verbatim(LOGPROBS, 0, LOGPROBS.length)
                .verbatim(logprobs, 0, logprobs.length)
                .verbatim(GOES_ON, 1, GOES_ON.length);
        return new StreamEvent(out.written(), 0, out.length(), true, false, false, Optional.empty(), -1, -1);
    }

    /** A piece of reasoning, likewise. */
    public StreamEvent reasoning(int index, byte[] bytes, int from, int to) {
        return text(index, REASONING, bytes, from, to, true);
    }

    /** A piece of a refusal, likewise. */
    public StreamEvent refusal(int index, byte[] bytes, int from, int to) {
        return text(index, REFUSAL, bytes, from, to, false);
    }

    private StreamEvent text(int index, byte[] name, byte[] bytes, int from, int to, boolean reasons) {
        return goesOn(
                begin(index, name, to - from).verbatim(name, 0, name.length).verbatim(bytes, from, to), reasons);
    }

    /** Any other field of a delta: JSON text {@code [from, to)} of {@code bytes}. */
    public StreamEvent field(int index, String name, byte[] bytes, int from, int to) {
        JsonWriter out = begin(index, CONTENT, to - from + name.length());
        byte[] quoted = JsonText.quote(name);
        byte[] colon = {':'};
        return goesOn(
                out.verbatim(quoted, 0, quoted.length).verbatim(colon, 0, 1).verbatim(bytes, from, to), false);
    }

    /**
     * A call of a tool begins.
     *
     * @param call the call's place among those of the choice, from 0
     * @param id its id
     * @param name the tool's name
     */
    public StreamEvent toolCall(int index, int call, String id, String name) {
        return toolCall(index, call, JsonText.quote(id), JsonText.quote(name));
    }

    /** The same with JSON strings. */
    public StreamEvent toolCall(int index, int call, byte[] id, byte[] name) {
        JsonWriter out = begin(index, TOOL, id.length + name.length);
        JsonWriter calls = new JsonWriter(id.length + name.length + SPARE_BYTES);
        calls.beginArray()
                .beginObject()
                .name("index")
                .number(call)
                .name("id")
                .raw(id)
                .name("type")
                .string("function")
                .name("function")
                .beginObject()
                .name("name")
                .raw(name)
                .name("arguments")
                .string("")
                .endObject()
                .endObject()
                .endArray();
        byte[] written = calls.toBytes();
        byte[] field = ascii("\"tool_calls\":");
        return goesOn(out.verbatim(field, 0, field.length).verbatim(written, 0, written.length), false);
    }

    /** A piece of the arguments of a call that has begun: the JSON string {@code [from, to)} of {@code bytes}. */
    public StreamEvent toolArguments(int index, int call, byte[] bytes, int from, int to) {
        byte[] number = ascii(Integer.toString(call));
        JsonWriter out = begin(index, TOOL, to - from)
                .verbatim(TOOL, 0, TOOL.length)
                .verbatim(number, 0, number.length)
                .verbatim(ARGUMENTS, 0, ARGUMENTS.length)
                .verbatim(bytes, from, to)
                .verbatim(END_OF_ARGUMENTS, 0, END_OF_ARGUMENTS.length);
        return goesOn(out, false);
    }

    /** The same where the piece is JSON text itself, {@code {"a":1}}, all of it or a part. */
    public StreamEvent toolArgumentsOf(int index, int call, byte[] json, int from, int to) {
        byte[] quoted =
                new JsonWriter(to - from + SPARE_BYTES).quoted(json, from, to).toBytes();
        return toolArguments(index, call, quoted, 0, quoted.length);
    }

    /** The last chunk of a choice. */
    public StreamEvent finish(int index, FinishReason reason) {
        byte[] word = ascii(reason.name());
        JsonWriter out = number(index, SPARE_BYTES)
                .verbatim(FINISHES, 0, FINISHES.length)
                .verbatim(word, 0, word.length)
                .verbatim(FINISHED, 0, FINISHED.length);
        byte[] bytes = out.toBytes();
        return new StreamEvent(bytes, 0, bytes.length, true, true, false, Optional.empty(), -1, -1);
    }

    /** What was used, in a chunk without choices. */
    public StreamEvent usage(CanonicalUsage usage) {
        JsonWriter out = new JsonWriter(head.length + 320).verbatim(head, 0, head.length);
        out.verbatim(NO_CHOICES, 0, NO_CHOICES.length);
        int start = out.length();
        out.name("usage");
        usage.write(out);
        int end = out.length();
        byte[] bytes =
                out.verbatim(FINISHED, FINISHED.length - 1, FINISHED.length).toBytes();
        return new StreamEvent(bytes, 0, bytes.length, false, false, false, Optional.of(usage.metered()), start, end);
    }

    private JsonWriter number(int index, int spare) {
        JsonWriter out = new JsonWriter(choice.length + spare);
        byte[] digits = index == 0 ? ZERO : ascii(Integer.toString(index));
        return out.verbatim(choice, 0, choice.length).verbatim(digits, 0, digits.length);
    }

    private JsonWriter begin(int index, byte[] name, int bytes) {
        return number(index, name.length + bytes + SPARE_BYTES).verbatim(DELTA, 0, DELTA.length);
    }

    private static StreamEvent goesOn(JsonWriter out, boolean reasons) {
        byte[] bytes = out.verbatim(GOES_ON, 0, GOES_ON.length).written();
        return new StreamEvent(bytes, 0, out.length(), true, false, reasons, Optional.empty(), -1, -1);
    }
}
