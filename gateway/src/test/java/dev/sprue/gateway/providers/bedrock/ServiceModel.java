package dev.sprue.gateway.providers.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.specification.ModelInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The definition that AWS publishes of Bedrock's runtime, to which requests and answers are held. */
final class ServiceModel {

    private static final Optional<ServiceModel> FOUND = look();

    private final JsonNode shapes;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    private ServiceModel(JsonNode shapes) {
        this.shapes = shapes;
    }

    /** The definition beside the repository; empty where it is not there, which standard error tells once. */
    static Optional<ServiceModel> found() {
        return FOUND;
    }

    private static Optional<ServiceModel> look() {
        Optional<Path> file = ModelInference.folder(GeneratedPage.repository())
                .map(folder -> folder.resolve("upstream/aws-bedrock-runtime.service-2.json"))
                .filter(Files::exists);
        if (file.isEmpty()) {
            System.err.println(
                    "NOT CHECKED: shared/specs is not beside the repository, so nothing that goes to Bedrock in"
                            + " these tests is held to its definition");
        }
        return file.map(path -> {
            try {
                return new ServiceModel(
                        new ObjectMapper().readTree(path.toFile()).path("shapes"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /** The status that an exception is answered with. */
    int status(String exception) {
        return shapes.path(exception).at("/error/httpStatusCode").asInt();
    }

    /** What is wrong with a value by a shape's definition, a line each. */
    List<String> violations(String shape, JsonNode value) {
        List<String> wrong = new ArrayList<>();
        check(shape, value, "$", wrong);
        return wrong;
    }

    private void check(String name, JsonNode value, String at, List<String> wrong) {
        JsonNode shape = shapes.path(name);
        switch (shape.path("type").asText()) {
            case "structure" -> structure(name, shape, value, at, wrong);
            case "list" -> list(shape, value, at, wrong);
            case "map" -> {
                kind(value.isObject(), name, at, wrong);
                length(shape, value.size(), at, wrong);
                value.properties()
                        .forEach(entry -> check(
                                shape.at("/value/shape").asText(), entry.getValue(), at + "." + entry.getKey(), wrong));
            }
            case "string" -> string(name, shape, value, at, wrong);
            case "blob" -> blob(shape, value, at, wrong);
            case "integer", "long" -> {
                kind(value.isIntegralNumber(), name, at, wrong);
                range(shape, value.asDouble(), at, wrong);
            }
            case "float", "double" -> {
                kind(value.isNumber(), name, at, wrong);
                range(shape, value.asDouble(), at, wrong);
            }
            case "boolean" -> kind(value.isBoolean(), name, at, wrong);
            default -> wrong.add(at + ": there is no shape " + name);
        }
    }

    private void structure(String name, JsonNode shape, JsonNode value, String at, List<String> wrong) {
        if (shape.path("document").asBoolean()) {
            return;
        }
        if (!value.isObject()) {
            kind(false, name, at, wrong);
            return;
        }
        shape.path("required").forEach(required -> {
            boolean inBody =
                    shape.at("/members/" + required.asText() + "/location").isMissingNode();
            if (inBody && value.path(required.asText()).isMissingNode()) {
                wrong.add(at + ": " + required.asText() + " is missing");
            }
        });
        value.properties().forEach(entry -> {
            JsonNode member = shape.path("members").path(entry.getKey());
            if (member.isMissingNode() || member.has("location")) {
                wrong.add(at + ": " + name + " has no " + entry.getKey());
            } else {
                check(member.path("shape").asText(), entry.getValue(), at + "." + entry.getKey(), wrong);
            }
        });
        if (shape.path("union").asBoolean() && value.size() != 1) {
            wrong.add(at + ": of " + name + " exactly one member must be there");
        }
    }

    private void list(JsonNode shape, JsonNode value, String at, List<String> wrong) {
        kind(value.isArray(), "list", at, wrong);
        length(shape, value.size(), at, wrong);
        for (int i = 0; i < value.size(); i++) {
            check(shape.at("/member/shape").asText(), value.path(i), at + "[" + i + "]", wrong);
        }
    }

    private void string(String name, JsonNode shape, JsonNode value, String at, List<String> wrong) {
        kind(value.isTextual(), name, at, wrong);
        length(shape, value.asText().length(), at, wrong);
        if (shape.has("pattern")
                && !patterns.computeIfAbsent(shape.path("pattern").asText(), Pattern::compile)
                        .matcher(value.asText())
                        .matches()) {
            wrong.add(at + ": '" + value.asText() + "' does not fit the pattern of " + name);
        }
        if (shape.has("enum")) {
            boolean known = false;
            for (JsonNode word : shape.path("enum")) {
                known |= word.equals(value);
            }
            if (!known) {
                wrong.add(at + ": " + value + " is none of " + shape.path("enum"));
            }
        }
    }

    private static void blob(JsonNode shape, JsonNode value, String at, List<String> wrong) {
        try {
            length(shape, Base64.getDecoder().decode(value.asText()).length, at, wrong);
        } catch (IllegalArgumentException notBase64) {
            wrong.add(at + ": not base64");
        }
    }

    private static void kind(boolean right, String name, String at, List<String> wrong) {
        if (!right) {
            wrong.add(at + ": is not of the type of " + name);
        }
    }

    private static void length(JsonNode shape, int length, String at, List<String> wrong) {
        if (length < shape.path("min").asLong(0) || length > shape.path("max").asLong(Long.MAX_VALUE)) {
            wrong.add(at + ": a length of " + length);
        }
    }

    private static void range(JsonNode shape, double value, String at, List<String> wrong) {
        if (value < shape.path("min").asDouble(-Double.MAX_VALUE)
                || value > shape.path("max").asDouble(Double.MAX_VALUE)) {
            wrong.add(at + ": " + value + " is out of range");
        }
    }
}
