package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.providers.gemini.ProtoJson.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What Google's servers refuse of a request that has the right fields, as far as it is documented. */
final class GeminiRules {

    /** Stands for a signature where there is none: the servers let it pass. */
    static final String ANY_SIGNATURE = "skip_thought_signature_validator";

    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");
    private static final Set<String> DATA = Set.of(
            "text",
            "inlineData",
            "functionCall",
            "functionResponse",
            "fileData",
            "executableCode",
            "codeExecutionResult");

    private final boolean vertex;
    private final boolean signed;
    private final List<Violation> violations = new ArrayList<>();

    private GeminiRules(boolean vertex, boolean signed) {
        this.vertex = vertex;
        this.signed = signed;
    }

    /**
     * What is wrong with a request to generate content.
     *
     * @param model the model's id, whose generation decides about signatures
     */
    static List<Violation> violations(JsonNode request, String model, boolean vertex) {
        GeminiRules rules = new GeminiRules(vertex, model.matches(".*gemini-[3-9].*"));
        rules.contents(request.path("contents"));
        request.path("systemInstruction")
                .path("parts")
                .forEach(part -> rules.refuse(
                        part.size() != 1 || !part.has("text"), "system_instruction.parts", "only text is allowed"));
        rules.tools(request.path("tools"), request.path("toolConfig").path("functionCallingConfig"));
        rules.config(request.path("generationConfig"));
        return rules.violations;
    }

    private void refuse(boolean wrong, String field, String description) {
        if (wrong) {
            violations.add(new Violation(field, "* GenerateContentRequest." + field + ": " + description));
        }
    }

    private void contents(JsonNode contents) {
        refuse(contents.isEmpty(), "contents", "contents is not specified");
        int turn = 0;
        for (int i = 0; i < contents.size(); i++) {
            JsonNode content = contents.get(i);
            String at = "contents[" + i + "]";
            String role = content.path("role").asText("user");
            refuse(
                    !role.equals("user") && !role.equals("model"),
                    at + ".role",
                    "Please use a valid role: user, model.");
            refuse(content.path("parts").isEmpty(), at + ".parts", "contents.parts must not be empty.");
            content.path("parts").forEach(part -> part(part, at));
            calls(contents, i, at);
            if (role.equals("user") && count(content, "functionResponse") == 0) {
                turn = i;
            }
        }
        for (int i = turn; i < contents.size() && signed; i++) {
            signature(contents.get(i), "contents[" + i + "]");
        }
    }

    private void part(JsonNode part, String at) {
        long set = DATA.stream().filter(part::has).count();
        refuse(set != 1, at + ".parts", "required oneof field 'data' must have one initialized field");
        JsonNode inline = part.path("inlineData");
        refuse(part.has("inlineData") && inline.path("data").asText().isEmpty(), at + ".parts", "inline_data is empty");
        refuse(
                part.has("inlineData") && !inline.path("mimeType").asText().contains("/"),
                at + ".parts",
                "inline_data.mime_type is not a MIME type");
        JsonNode file = part.path("fileData");
        refuse(part.has("fileData") && file.path("fileUri").asText().isEmpty(), at + ".parts", "file_uri is empty");
        refuse(
                vertex && part.has("fileData") && file.path("mimeType").asText().isEmpty(),
                at + ".parts",
                "mimeType parameter is not specified");
    }

    /** Every turn of calls is answered, call by call, by the turn after it. */
    private void calls(JsonNode contents, int i, String at) {
        int calls = count(contents.get(i), "functionCall");
        int answers = count(contents.get(i), "functionResponse");
        refuse(
                calls > 0
                        && (i == 0
                                || !contents.get(i - 1)
                                        .path("role")
                                        .asText("user")
                                        .equals("user")),
                at,
                "Please ensure that function call turn comes immediately after a user turn or after a function response turn.");
        int asked = i == 0 ? 0 : count(contents.get(i - 1), "functionCall");
        refuse(
                answers != 0 && answers != asked,
                at,
                "Please ensure that the number of function response parts is equal to the number of function call parts "
                        + "of the function call turn.");
        refuse(
                answers != 0 && answers != contents.get(i).path("parts").size(),
                at,
                "other parts beside function responses");
        Set<String> names = new HashSet<>();
        contents.get(i).path("parts").forEach(part -> {
            JsonNode call = part.has("functionCall") ? part.path("functionCall") : part.path("functionResponse");
            refuse(!call.isMissingNode() && call.path("name").asText().isEmpty(), at, "Name cannot be empty.");
            refuse(
                    call.has("id") && !names.add(call.path("id").asText()),
                    at,
                    "the id of a function call is not unique");
        });
    }

    private void signature(JsonNode content, String at) {
        for (JsonNode part : content.path("parts")) {
            if (part.has("functionCall")) {
                refuse(
                        !part.has("thoughtSignature"),
                        at,
                        "Function call is missing a thought_signature in functionCall parts.");
                return;
            }
        }
    }

    private static int count(JsonNode content, String field) {
        int count = 0;
        for (JsonNode part : content.path("parts")) {
            count += part.has(field) ? 1 : 0;
        }
        return count;
    }

    private void tools(JsonNode tools, JsonNode calling) {
        Set<String> names = new HashSet<>();
        tools.forEach(tool -> tool.path("functionDeclarations").forEach(function -> {
            String name = function.path("name").asText();
            String at = "tools.function_declarations." + name;
            refuse(!FUNCTION.matcher(name).matches(), at, "Invalid function name.");
            refuse(!names.add(name), at, "Duplicate function declaration found: " + name);
            refuse(function.has("parameters") && function.has("parametersJsonSchema"), at, "parameters are set twice");
            JsonNode schema = function.path("parametersJsonSchema");
            refuse(!schema.isMissingNode() && !schema.isObject(), at, "the schema is no object");
        }));
        String mode = calling.path("mode").asText();
        JsonNode allowed = calling.path("allowedFunctionNames");
        refuse(
                !allowed.isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED"),
                "tool_config.function_calling_config",
                "allowed_function_names are only for mode ANY");
        allowed.forEach(name -> refuse(
                !names.contains(name.asText()), "tool_config.function_calling_config", "no such function: " + name));
    }

    private void config(JsonNode config) {
        range(config, "temperature", 0, 2);
        range(config, "topP", 0, 1);
        range(config, "candidateCount", 1, 8);
        range(config, "maxOutputTokens", 1, 1_000_000);
        range(config, "logprobs", 0, 20);
        range(config, "presencePenalty", -2, 2);
        range(config, "frequencyPenalty", -2, 2);
        refuse(config.path("stopSequences").size() > 5, "generation_config.stop_sequences", "more than five");
        refuse(
                config.has("logprobs") && !config.path("responseLogprobs").asBoolean(),
                "generation_config.logprobs",
                "logprobs needs response_logprobs");
        boolean schema = config.has("responseJsonSchema") || config.has("responseSchema");
        refuse(
                config.has("responseJsonSchema") && config.has("responseSchema"),
                "generation_config.response_schema",
                "schema is set twice");
        refuse(
                schema && !config.path("responseMimeType").asText().equals("application/json"),
                "generation_config.response_mime_type",
                "a schema needs application/json");
        JsonNode thinking = config.path("thinkingConfig");
        refuse(
                thinking.has("thinkingBudget") && thinking.has("thinkingLevel"),
                "generation_config.thinking_config",
                "You can only set only one of thinking budget and thinking level.");
        refuse(
                thinking.has("thinkingLevel") && !signed,
                "generation_config.thinking_config",
                "Thinking level is not supported for this model.");
    }

    private void range(JsonNode config, String name, double min, double max) {
        if (config.has(name)) {
            double value = config.path(name).asDouble();
            refuse(
                    value < min || value > max,
                    "generation_config." + name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                    "the value " + config.path(name).asText() + " is out of range");
        }
    }
}
