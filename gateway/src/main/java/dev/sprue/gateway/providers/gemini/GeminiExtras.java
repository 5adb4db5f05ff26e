package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Fields that the caller lets pass to Google. The API takes either spelling, {@code top_k} and {@code topK}; what belongs into
 * {@code generationConfig}, {@code toolConfig} or the list of tools is put there, and those two objects may come whole. All else goes
 * to the top, where Google refuses what it does not know.
 */
final class GeminiExtras {

    /** How a model thinks, in Google's own words. */
    static final String THINKING = "thinkingConfig";

    private static final Set<String> CONFIG = Set.of(
            "audioTimestamp",
            "audioTranscriptionConfig",
            "enableAffectiveDialog",
            "enableEnhancedCivicAnswers",
            "imageConfig",
            "mediaResolution",
            "responseJsonSchema",
            "responseMimeType",
            "responseModalities",
            "responseSchema",
            "routingConfig",
            "speechConfig",
            THINKING,
            "topK",
            "translationConfig");

    private static final Set<String> TOOLS = Set.of(
            "codeExecution",
            "computerUse",
            "enterpriseWebSearch",
            "fileSearch",
            "googleMaps",
            "googleSearch",
            "googleSearchRetrieval",
            "retrieval",
            "urlContext");

    private static final Set<String> TOOL_CONFIG = Set.of("retrievalConfig");

    private final JsonFields body;
    private final List<Integer> config = new ArrayList<>(0);
    private final List<Integer> tools = new ArrayList<>(0);
    private final List<Integer> toolConfig = new ArrayList<>(0);
    private final List<Integer> top = new ArrayList<>(0);
    private final List<JsonValue> configs = new ArrayList<>(0);
    private final List<JsonValue> toolConfigs = new ArrayList<>(0);

    /** @param fields the fields that pass, by their index in {@code body} */
    GeminiExtras(JsonFields body, List<Integer> fields) {
        this.body = body;
        for (int field : fields) {
            String name = camel(body.name(field));
            boolean object = body.kind(field) == JsonKind.OBJECT;
            if (object && name.equals("generationConfig")) {
                configs.add(JsonValue.of(body, field));
            } else if (object && name.equals("toolConfig")) {
                toolConfigs.add(JsonValue.of(body, field));
            } else if (CONFIG.contains(name)) {
                config.add(field);
            } else if (TOOLS.contains(name)) {
                tools.add(field);
            } else if (TOOL_CONFIG.contains(name)) {
                toolConfig.add(field);
            } else {
                top.add(field);
            }
        }
    }

    /** Whether there is something for {@code generationConfig}. */
    boolean haveConfig() {
        return !config.isEmpty() || !configs.isEmpty();
    }

    /** Whether it is said in Google's own words how the model thinks. */
    boolean haveThinking() {
        return config.stream().anyMatch(field -> camel(body.name(field)).equals(THINKING));
    }

    boolean haveTools() {
        return !tools.isEmpty();
    }

    boolean haveToolConfig() {
        return !toolConfig.isEmpty() || !toolConfigs.isEmpty();
    }

    void writeConfig(JsonWriter out) {
        config.forEach(field -> write(out, field));
        configs.forEach(object -> writeFields(out, object));
    }

    void writeToolConfig(JsonWriter out) {
        toolConfig.forEach(field -> write(out, field));
        toolConfigs.forEach(object -> writeFields(out, object));
    }

    /** Each as an item of the list of tools. */
    void writeTools(JsonWriter out) {
        for (int field : tools) {
            out.beginObject();
            write(out, field);
            out.endObject();
        }
    }

    void writeTop(JsonWriter out) {
        top.forEach(field -> write(out, field));
    }

    private void write(JsonWriter out, int field) {
        out.name(body.name(field)).raw(JsonValue.of(body, field));
    }

    private static void writeFields(JsonWriter out, JsonValue object) {
        JsonFields fields = object.fields();
        for (int i = 0; i < fields.count(); i++) {
            out.name(fields.name(i)).raw(object.field(fields, i));
        }
    }

    private static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' && i + 1 < name.length()) {
                i++;
                camel.append(Character.toUpperCase(name.charAt(i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
