package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@link ChatRequest}s. */
final class ChatRequestReader {

    private final InferenceCall call;
    private final UnsayableFields unsayable = new UnsayableFields();

    ChatRequestReader(InferenceCall call) {
        this.call = call;
    }

    ChatRequest read() {
        List<Message> messages = new ArrayList<>();
        top("messages").ifPresent(all -> all.items(message -> messages.add(message(message))));
        List<ToolDefinition> tools = new ArrayList<>(0);
        top("tools").ifPresent(all -> all.items(tool -> tool(tool).ifPresent(tools::add)));
        for (String old : List.of("functions", "function_call")) {
            top(old).ifPresent(value ->
                    unsayable.add(value, "The model behind this deployment takes tools in its place."));
        }
        ChatRequest request = new ChatRequest(
                messages,
                tools,
                top("tool_choice").flatMap(this::toolChoice),
                top("parallel_tool_calls").map(JsonValue::isTrue),
                top("response_format").map(ChatRequestReader::responseFormat).orElseGet(ResponseFormat.Text::new),
                maxTokens(),
                stop(),
                call);
        unsayable.refuse();
        return request;
    }

    private Optional<JsonValue> top(String name) {
        return call.field(name);
    }

    private OptionalLong maxTokens() {
        Optional<JsonValue> limit = top("max_completion_tokens").or(() -> top("max_tokens"));
        return limit.isPresent()
                ? OptionalLong.of((long) Double.parseDouble(limit.get().raw()))
                : OptionalLong.empty();
    }

    private List<JsonValue> stop() {
        Optional<JsonValue> stop = top("stop");
        if (stop.isEmpty()) {
            return List.of();
        }
        return stop.get().kind() == JsonKind.ARRAY ? items(stop.get()) : List.of(stop.get());
    }

    private static List<JsonValue> items(JsonValue array) {
        List<JsonValue> items = new ArrayList<>();
        array.items(items::add);
        return items;
    }

    private Message message(JsonValue message) {
        JsonFields fields = message.fields();
        String role = field(message, fields, "role").orElseThrow().text();
        Optional<JsonValue> content = field(message, fields, "content");
        return switch (role) {
            case "system", "developer" -> new Message.System(parts(content), message);
            case "user" -> new Message.User(parts(content), message);
            case "assistant" -> assistant(message, fields, content);
            case "tool" ->
                new Message.ToolResult(field(message, fields, "tool_call_id").orElseThrow(), parts(content), message);
            default -> {
                unsayable.add(message, "The model behind this deployment has no role '" + role + "'.");
                yield new Message.User(parts(content), message);
            }
        };
    }

    private Message assistant(JsonValue message, JsonFields fields, Optional<JsonValue> content) {
        List<Part> parts = parts(content);
        field(message, fields, "refusal")
                .filter(refusal -> refusal.kind() == JsonKind.STRING)
                .ifPresent(refusal -> parts.add(new Part.Refusal(refusal, refusal)));
        field(message, fields, "function_call")
                .ifPresent(
                        call -> unsayable.add(call, "The model behind this deployment has tool_calls in its place."));
        field(message, fields, "audio")
                .ifPresent(
                        audio -> unsayable.add(audio, "The model behind this deployment keeps no sound of its own."));
        List<ToolCall> calls = new ArrayList<>(0);
        field(message, fields, "tool_calls")
                .ifPresent(all -> all.items(call -> toolCall(call).ifPresent(calls::add)));
        return new Message.Assistant(
                parts,
                field(message, fields, "reasoning_content").filter(text -> text.kind() == JsonKind.STRING),
                field(message, fields, "reasoning_details").filter(list -> list.kind() == JsonKind.ARRAY),
                calls,
                message);
    }

    private Optional<ToolCall> toolCall(JsonValue call) {
        JsonFields fields = call.fields();
        // A call of a new type has not been checked.
        Optional<JsonValue> function = field(call, fields, "function", JsonKind.OBJECT);
        Optional<JsonValue> name = function.flatMap(value -> value.field("name", JsonKind.STRING));
        Optional<JsonValue> arguments = function.flatMap(value -> value.field("arguments", JsonKind.STRING));
        if (name.isEmpty() || arguments.isEmpty()) {
            unsayable.add(call, "The model behind this deployment calls functions only.");
            return Optional.empty();
        }
        return Optional.of(new ToolCall(field(call, fields, "id").orElseThrow(), name.get(), arguments.get(), call));
    }

    private Optional<ToolDefinition> tool(JsonValue tool) {
        Optional<JsonValue> function = tool.field("function").filter(value -> value.kind() == JsonKind.OBJECT);
        Optional<JsonValue> name = function.flatMap(value -> value.field("name"));
        if (function.isEmpty() || name.isEmpty()) {
            unsayable.add(tool, "The model behind this deployment calls functions only.");
            return Optional.empty();
        }
        JsonFields fields = function.get().fields();
        return Optional.of(new ToolDefinition(
                name.get(),
                field(function.get(), fields, "description"),
                field(function.get(), fields, "parameters").filter(schema -> schema.kind() == JsonKind.OBJECT),
                field(function.get(), fields, "strict")
                        .filter(JsonValue::isTrue)
                        .isPresent(),
                tool));
    }

    private Optional<ToolChoice> toolChoice(JsonValue choice) {
        if (choice.isText("auto")) {
            return Optional.of(new ToolChoice.Auto());
        }
        if (choice.isText("none")) {
            return Optional.of(new ToolChoice.None());
        }
        if (choice.isText("required")) {
            return Optional.of(new ToolChoice.Required());
        }
        Optional<JsonValue> name = choice.field("function").flatMap(function -> function.field("name"));
        if (name.isEmpty()) {
            unsayable.add(choice, "The model behind this deployment takes 'auto', 'none', 'required' or a function.");
        }
        return name.map(ToolChoice.Named::new);
    }

    private static ResponseFormat responseFormat(JsonValue format) {
        Optional<JsonValue> type = format.field("type");
        if (type.filter(word -> word.isText("json_object")).isPresent()) {
            return new ResponseFormat.JsonObject();
        }
        Optional<JsonValue> schema = format.field("json_schema");
        if (type.filter(word -> word.isText("json_schema")).isEmpty() || schema.isEmpty()) {
            return new ResponseFormat.Text();
        }
        JsonFields fields = schema.get().fields();
        return new ResponseFormat.JsonSchema(
                field(schema.get(), fields, "name").orElseThrow(),
                field(schema.get(), fields, "description"),
                field(schema.get(), fields, "schema"),
                field(schema.get(), fields, "strict").filter(JsonValue::isTrue).isPresent());
    }

    private static List<Part> parts(Optional<JsonValue> content) {
        List<Part> parts = new ArrayList<>(1);
        content.ifPresent(value -> {
            if (value.kind() == JsonKind.STRING) {
                parts.add(new Part.Text(value, value));
            } else if (value.kind() == JsonKind.ARRAY) {
                value.items(part -> parts.add(part(part)));
            }
        });
        return parts;
    }

    /** What parts of others than users hold has not been checked: one without what its type needs is of no known type. */
    private static Part part(JsonValue part) {
        if (part.kind() != JsonKind.OBJECT) {
            return new Part.Other(part);
        }
        JsonFields fields = part.fields();
        String type = field(part, fields, "type", JsonKind.STRING)
                .map(JsonValue::text)
                .orElse("");
        Optional<Part> read =
                switch (type) {
                    case "text" -> field(part, fields, "text", JsonKind.STRING).map(text -> new Part.Text(text, part));
                    case "refusal" ->
                        field(part, fields, "refusal", JsonKind.STRING).map(text -> new Part.Refusal(text, part));
                    case "image_url" ->
                        field(part, fields, "image_url", JsonKind.OBJECT).flatMap(image -> image(part, image));
                    case "input_audio" ->
                        field(part, fields, "input_audio", JsonKind.OBJECT).flatMap(audio -> audio(part, audio));
                    case "file" -> field(part, fields, "file", JsonKind.OBJECT).flatMap(file -> file(part, file));
                    default -> Optional.empty();
                };
        return read.orElseGet(() -> new Part.Other(part));
    }

    private static Optional<Part> image(JsonValue part, JsonValue image) {
        return image.field("url", JsonKind.STRING)
                .map(url -> new Part.Image(MediaSource.of(url), url, image.field("detail", JsonKind.STRING), part));
    }

    private static Optional<Part> audio(JsonValue part, JsonValue audio) {
        Optional<JsonValue> format = audio.field("format", JsonKind.STRING);
        return audio.field("data", JsonKind.STRING)
                .flatMap(data -> format.map(word -> new Part.Audio(data, word, part)));
    }

    private static Optional<Part> file(JsonValue part, JsonValue file) {
        return file.field("file_data", JsonKind.STRING)
                .map(data -> new Part.File(MediaSource.of(data), file.field("filename", JsonKind.STRING), part));
    }

    /** The field's value; empty where there is none, or {@code null}. */
    private static Optional<JsonValue> field(JsonValue holder, JsonFields fields, String name) {
        OptionalInt field = fields.find(name);
        return field.isEmpty() || fields.kind(field.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(holder.field(fields, field.getAsInt()));
    }

    /** The field's value; empty where there is none, or it is of another kind. */
    private static Optional<JsonValue> field(JsonValue holder, JsonFields fields, String name, JsonKind kind) {
        return field(holder, fields, name).filter(value -> value.kind() == kind);
    }
}
