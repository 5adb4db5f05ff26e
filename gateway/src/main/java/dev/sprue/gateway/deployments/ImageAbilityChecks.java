package dev.sprue.gateway.deployments;

import dev.sprue.gateway.inference.ImageSize;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks the fields of a request for pictures against what the model can do. */
final class ImageAbilityChecks {

    private ImageAbilityChecks() {}

    static void check(ImageAbilities can, JsonFields body, AbilityFaults faults) {
        if (!can.sizes().isEmpty()) {
            field(body, "size")
                    .filter(size -> !can.sizes().contains(ImageSize.text(size)))
                    .ifPresent(size -> faults.add(
                            size, "This model makes pictures of: " + AbilityFaults.words(can.sizes()) + "."));
        }
        field(body, "n")
                .filter(n -> AbilityFaults.number(n) > can.maxImages())
                .ifPresent(n -> faults.add(n, "This model makes at most " + can.maxImages() + " in one call."));
        if (!can.jpeg()) {
            field(body, "output_format")
                    .filter(format -> !format.text().equals("png"))
                    .ifPresent(format -> faults.add(format, "This model gives 'png' only."));
        }
        refuse(can.negativePrompt(), body, "negative_prompt", "This model takes no negative prompt.", faults);
        refuse(can.imagePrompt(), body, "image_prompt", "This model takes no picture to go by.", faults);
        refuse(can.seed(), body, "seed", "This model takes no seed.", faults);
    }

    private static void refuse(boolean takes, JsonFields body, String name, String message, AbilityFaults faults) {
        if (!takes) {
            field(body, name).ifPresent(value -> faults.add(value, message));
        }
    }

    private static Optional<JsonValue> field(JsonFields body, String name) {
        OptionalInt at = body.find(name);
        return at.isEmpty() || body.kind(at.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(JsonValue.of(body, at.getAsInt()));
    }
}
