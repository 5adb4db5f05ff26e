package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.CallIds;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.ToolArguments;
import dev.sprue.gateway.providers.canonical.ToolCall;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.List;

/**
 * Writes a conversation. The API has turns: what comes from one side in a row, results of tools included, becomes one message,
 * and system messages, wherever they stand, become the system prompt.
 */
final class ConverseMessageWriter {

    /** The API's {@code ToolUseId}: {@code [a-zA-Z0-9_.:-]+}, 1 to 64. */
    private static final CallIds IDS = new CallIds("_.:-", 64);

    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final JsonWriter out;
    private final CachePoints cachePoints;
    private final UnsayableFields unsayable;
    private final ConverseBlockWriter blocks;

    /** Whose message is open; empty where none is. */
    private String open = "";

    private int written;

    ConverseMessageWriter(JsonWriter out, CachePoints cachePoints, UnsayableFields unsayable) {
        this.out = out;
        this.cachePoints = cachePoints;
        this.unsayable = unsayable;
        this.blocks = new ConverseBlockWriter(out, unsayable);
    }

    /** Whether a conversation holds calls of tools, or their results. */
    static boolean usesTools(ChatRequest request) {
        for (Message message : request.messages()) {
            if (message instanceof Message.ToolResult
                    || (message instanceof Message.Assistant assistant
                            && !assistant.toolCalls().isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /** Writes the fields {@code messages} and {@code system}. */
    void write(List<Message> messages) {
        boolean system = false;
        out.name("messages").beginArray();
        for (Message message : messages) {
            switch (message) {
                case Message.System said -> system |= said.content().stream().anyMatch(ConverseBlockWriter::says);
                case Message.User said -> {
                    turn(USER);
                    content(said.content(), said.raw());
                }
                case Message.Assistant said -> assistant(said);
                case Message.ToolResult result -> result(result);
            }
        }
        close();
        out.endArray();
        if (system) {
            system(messages);
        }
    }

    private void system(List<Message> messages) {
        out.name("system").beginArray();
        for (Message message : messages) {
            if (message instanceof Message.System(List<Part> content, JsonValue raw)) {
                for (Part part : content) {
                    if (!(part instanceof Part.Text)) {
                        unsayable.add(part.raw(), "The model behind this deployment takes system messages of text.");
                    } else if (ConverseBlockWriter.says(part)) {
                        blocks.write(part);
                        cachePoints.after(part.raw());
                    }
                }
                cachePoints.after(raw);
            }
        }
        out.endArray();
    }

    private void content(List<Part> parts, JsonValue message) {
        for (Part part : parts) {
            if (ConverseBlockWriter.says(part)) {
                blocks.write(part);
                written++;
                cachePoints.after(part.raw());
            }
        }
        cachePoints.after(message);
    }

    private void assistant(Message.Assistant message) {
        if (saysNothing(message)) {
            return;
        }
        turn(ASSISTANT);
        message.details().ifPresent(details -> written += GivenBack.write(details, out));
        content(message.content(), message.raw());
        for (ToolCall call : message.toolCalls()) {
            out.beginObject().name("toolUse").beginObject();
            out.name("toolUseId");
            IDS.write(out, call.id());
            out.name("name").raw(call.name());
            out.name("input").raw(ToolArguments.object(call.arguments()));
            out.endObject().endObject();
            written++;
            cachePoints.after(call.raw());
        }
    }

    /** Such a message the API refuses; left out, it lets those beside it come together in one turn. */
    private static boolean saysNothing(Message.Assistant message) {
        return message.toolCalls().isEmpty()
                && message.content().stream().noneMatch(ConverseBlockWriter::says)
                && !message.details().filter(GivenBack::holdsAny).isPresent();
    }

    private void result(Message.ToolResult result) {
        turn(USER);
        out.beginObject().name("toolResult").beginObject();
        out.name("toolUseId");
        IDS.write(out, result.callId());
        out.name("content").beginArray();
        boolean failed =
                result.raw().field("is_error").filter(JsonValue::isTrue).isPresent();
        if (result.content().stream().noneMatch(ConverseBlockWriter::saysInResult)) {
            // Models refuse results without content, and errors without words.
            out.beginObject().name("text").string(failed ? "error" : "").endObject();
        }
        for (Part part : result.content()) {
            if (ConverseBlockWriter.saysInResult(part)) {
                blocks.writeInResult(part);
            }
        }
        out.endArray();
        if (failed) {
            out.name("status").string("error");
        }
        out.endObject().endObject();
        written++;
        for (Part part : result.content()) {
            cachePoints.after(part.raw());
        }
        cachePoints.after(result.raw());
    }

    /** Goes on with the message that is open where it is the same side's. */
    private void turn(String role) {
        if (open.equals(role)) {
            return;
        }
        close();
        open = role;
        out.beginObject().name("role").string(role).name("content").beginArray();
    }

    /** A user's message that says nothing is one all the same: whether that may be is for the model's provider to say. */
    private void close() {
        if (open.isEmpty()) {
            return;
        }
        if (written == 0) {
            out.beginObject().name("text").string("").endObject();
        }
        out.endArray().endObject();
        open = "";
        written = 0;
    }
}
