package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the fields of a request for vectors, of texts or of pictures, against what the model can do. */
final class EmbeddingAbilityChecks {

    private EmbeddingAbilityChecks() {}

    static void check(EmbeddingAbilities can, JsonFields body, AbilityFaults faults) {
        field(body, "dimensions", JsonKind.NUMBER).ifPresent(value -> {
            double length = AbilityFaults.number(value);
            if (length != Math.rint(length) || !can.dimensions().allows((long) length)) {
                faults.add(value, lengths(can.dimensions()));
            }
        });
        word(
                field(body, "encoding_format", JsonKind.STRING),
                can.encodings().stream().map(Encoding::key).collect(Collectors.toSet()),
                "Vectors of this model come as: ",
                faults);
        word(
                field(body, "input_type", JsonKind.STRING),
                can.inputTypes().stream().map(InputType::name).collect(Collectors.toSet()),
                "This model takes the input types: ",
                faults);
    }

    private static Optional<JsonValue> field(JsonFields body, String name, JsonKind kind) {
        OptionalInt at = body.find(name);
        return at.isPresent() && body.kind(at.getAsInt()) == kind
                ? Optional.of(JsonValue.of(body, at.getAsInt()))
                : Optional.empty();
    }

    private static void word(Optional<JsonValue> value, Set<String> words, String can, AbilityFaults faults) {
        value.filter(given -> !words.contains(given.text()))
                .ifPresent(given -> faults.add(given, can + AbilityFaults.words(words) + "."));
    }

    private static String lengths(VectorLengths possible) {
        return switch (possible) {
            case VectorLengths.Between(int min, int max)
            when max == Integer.MAX_VALUE -> "Vectors of this model have at least " + min + " dimensions.";
            case VectorLengths.Between(int min, int max) ->
                "Vectors of this model have " + min + " to " + max + " dimensions.";
            case VectorLengths.OneOf(var lengths)
            when lengths.isEmpty() -> "This model's vectors have one length; leave it out.";
            case VectorLengths.OneOf(var lengths) ->
                "Vectors of this model have these numbers of dimensions: "
                        + lengths.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".";
        };
    }
}
