package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Checks messages and their parts against what the model can do: tools, images and how many, audio. */
final class MessageAbilityChecks {

    private static final String NO_TOOLS = "This model does not call tools.";
    private static final String NO_AUDIO = "This model does not take audio.";

    private final ChatAbilities can;
    private final AbilityFaults faults;
    private int images;
    private @Nullable JsonValue tooMany;

    MessageAbilityChecks(ChatAbilities can, AbilityFaults faults) {
        this.can = can;
        this.faults = faults;
    }

    void check(JsonValue messages) {
        boolean everything = can.tools()
                && can.maxImages() == Integer.MAX_VALUE
                && can.audio()
                && can.modalities().contains(Modality.audio);
        if (everything || messages.kind() != JsonKind.ARRAY) {
            return;
        }
        messages.items(this::message);
        JsonValue first = tooMany;
        if (first != null) {
            faults.add(
                    first,
                    "This model takes at most " + can.maxImages() + (can.maxImages() == 1 ? " image" : " images")
                            + " in a request; this one has " + images + ".");
        }
    }

    private void message(JsonValue message) {
        if (message.kind() != JsonKind.OBJECT) {
            return;
        }
        JsonFields fields = message.fields();
        if (!can.tools()) {
            field(message, fields, "role")
                    .filter(role ->
                            role.kind() == JsonKind.STRING && role.text().equals("tool"))
                    .ifPresent(role -> faults.add(role, NO_TOOLS));
            field(message, fields, "tool_calls")
                    .filter(calls -> calls.kind() != JsonKind.ARRAY || !calls.isEmpty())
                    .ifPresent(calls -> faults.add(calls, NO_TOOLS));
        }
        if (!can.modalities().contains(Modality.audio)) {
            field(message, fields, "audio")
                    .ifPresent(audio -> faults.add(audio, "This model does not answer in audio."));
        }
        field(message, fields, "content")
                .filter(content -> content.kind() == JsonKind.ARRAY)
                .ifPresent(content -> content.items(this::part));
    }

    private void part(JsonValue part) {
        if (part.kind() != JsonKind.OBJECT) {
            return;
        }
        Optional<JsonValue> type = field(part, part.fields(), "type").filter(value -> value.kind() == JsonKind.STRING);
        if (type.isEmpty()) {
            return;
        }
        switch (type.get().text()) {
            case "image_url" -> {
                images++;
                if (can.maxImages() == 0) {
                    faults.add(type.get(), "This model does not take images.");
                } else if (images == (long) can.maxImages() + 1) {
                    tooMany = part;
                }
            }
            case "audio_url", "input_audio" -> {
                if (!can.audio()) {
                    faults.add(type.get(), NO_AUDIO);
                }
            }
            default -> {}
        }
    }

    /** A field's value; empty where it is absent or {@code null}. */
    private static Optional<JsonValue> field(JsonValue parent, JsonFields fields, String name) {
        OptionalInt at = fields.find(name);
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(parent.field(fields, at.getAsInt())).filter(value -> !value.isNull());
    }
}
