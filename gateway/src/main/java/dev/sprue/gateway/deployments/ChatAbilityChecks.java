package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the fields of a chat request against what the model can do. */
final class ChatAbilityChecks {

    private final ChatAbilities can;
    private final AbilityFaults faults;

    ChatAbilityChecks(ChatAbilities can, AbilityFaults faults) {
        this.can = can;
        this.faults = faults;
    }

    void check(InferenceCall call) {
        JsonFields body = call.body();
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL && !call.extraParameters().drops(i)) {
                field(body.name(i), JsonValue.of(body, i));
            }
        }
    }

    private void field(String name, JsonValue value) {
        switch (name) {
            case "messages" -> new MessageAbilityChecks(can, faults).check(value);
            case "tools" -> refuse(!can.tools() && !isEmptyList(value), value, "This model does not call tools.");
            case "tool_choice" ->
                refuse(!can.tools() && !value.isText("none"), value, "This model does not call tools.");
            case "parallel_tool_calls" ->
                refuse(
                        !(can.tools() && can.parallelTools()) && value.raw().equals("true"),
                        value,
                        "This model does not call several tools at once.");
            case "response_format" -> responseFormat(value);
            case "modalities" -> modalities(value);
            case "temperature" ->
                refuse(
                        AbilityFaults.number(value) > can.maxTemperature(),
                        value,
                        "This model takes temperatures up to " + AbilityFaults.plain(can.maxTemperature()) + ".");
            case "frequency_penalty", "presence_penalty" ->
                refuse(
                        !can.penalties() && AbilityFaults.number(value) != 0,
                        value,
                        "This model does not take penalties.");
            case "seed" -> refuse(!can.seed(), value, "This model does not take a seed.");
            case "stop" ->
                refuse(!can.stop() && !isEmptyList(value), value, "This model does not take stop sequences.");
            case "max_tokens", "max_completion_tokens" ->
                refuse(
                        AbilityFaults.number(value) > can.maxOutputTokens(),
                        value,
                        "This model writes at most " + can.maxOutputTokens() + " tokens.");
            default -> {}
        }
    }

    private void refuse(boolean wrong, JsonValue value, String message) {
        if (wrong) {
            faults.add(value, message);
        }
    }

    private static boolean isEmptyList(JsonValue value) {
        return value.kind() == JsonKind.ARRAY && value.isEmpty();
    }

    private void responseFormat(JsonValue format) {
        if (format.kind() != JsonKind.OBJECT) {
            return;
        }
        JsonFields fields = format.fields();
        OptionalInt at = fields.find("type");
        if (at.isPresent()) {
            JsonValue type = format.field(fields, at.getAsInt());
            Set<String> formats =
                    can.responseFormats().stream().map(ResponseFormat::name).collect(Collectors.toSet());
            if (isOther(type, formats)) {
                // The documentation shows the place of the field and the value of its type.
                faults.add(format, type, "This model answers in: " + AbilityFaults.words(formats) + ".");
            }
        }
    }

    private void modalities(JsonValue modalities) {
        if (modalities.kind() == JsonKind.ARRAY) {
            Set<String> words = can.modalities().stream().map(Modality::name).collect(Collectors.toSet());
            modalities.items(modality -> {
                if (isOther(modality, words)) {
                    faults.add(modality, "This model answers in: " + AbilityFaults.words(words) + ".");
                }
            });
        }
    }

    private static boolean isOther(JsonValue value, Set<String> words) {
        return value.kind() == JsonKind.STRING && !words.contains(value.text());
    }
}
