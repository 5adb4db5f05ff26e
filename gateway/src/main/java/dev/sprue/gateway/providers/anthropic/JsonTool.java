package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.OptionalInt;

/** The tool whose input is the answer, for models that are held to JSON by nothing else. */
final class JsonTool {

    /** Its name. */
    static final String NAME = "json_answer";

    /** What the model is told of it. */
    static final String DESCRIPTION =
            "Gives the answer. Call this tool instead of writing text: its input is the JSON object that is asked for.";

    private JsonTool() {}

    /**
     * Whether a tool that the model called is this one, and no tool of the caller's.
     *
     * @param called the fields of the block that calls it
     * @param request the canonical request
     */
    static boolean is(JsonFields called, JsonFields request) {
        OptionalInt name = called.find("name");
        OptionalInt format = request.find("response_format");
        return name.isPresent()
                && called.kind(name.getAsInt()) == JsonKind.STRING
                && called.string(name.getAsInt()).equals(NAME)
                && format.isPresent()
                && JsonValue.of(request, format.getAsInt())
                        .field("type")
                        .filter(type -> !type.isText("text"))
                        .isPresent();
    }
}
