package dev.sprue.gateway.providers.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for Bedrock's runtime: refuses requests whose signature is wrong, whose body is not what the service's
 * definition says, or that break what the User Guide says beyond it, in AWS's own way; answers all others by a script.
 */
final class BedrockUpstream implements ScriptedUpstream.Script {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("POST /model/([A-Za-z0-9._~%-]+)/(converse|converse-stream|invoke) HTTP/1.1");

    private final SignatureCheck signatures;
    private volatile ScriptedUpstream.Script script = (request, connection) -> connection.close();

    /** @param signatures what signatures are held to */
    BedrockUpstream(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** From now on requests that are right are answered like this. */
    BedrockUpstream script(ScriptedUpstream.Script next) {
        script = next;
        return this;
    }

    /** Answers with an exception as AWS does. */
    static void refuse(ScriptedUpstream.Connection connection, int status, String exception, String message)
            throws IOException {
        connection.answer(
                status,
                "application/json",
                MAPPER.createObjectNode().put("message", message).toString(),
                "x-amzn-errortype: " + exception + ":http://internal.amazon.com/coral/com.amazon.bedrock/",
                "x-amzn-requestid: 00000000-1111-2222-3333-444444444444");
    }

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws IOException, InterruptedException {
        Matcher path = PATH.matcher(request.line());
        if (!path.matches()) {
            refuse(connection, 404, "UnknownOperationException", "");
            return;
        }
        String wrong = signatures.wrong(request);
        if (!wrong.isEmpty()) {
            refuse(
                    connection,
                    403,
                    wrong.contains("expired") ? "ExpiredTokenException" : "InvalidSignatureException",
                    wrong);
            return;
        }
        List<String> invalid = new ArrayList<>();
        if (!path.group(2).equals("invoke")) {
            JsonNode body = MAPPER.readTree(request.body());
            ServiceModel.found()
                    .ifPresent(definition -> invalid.addAll(definition.violations(
                            path.group(2).equals("converse") ? "ConverseRequest" : "ConverseStreamRequest", body)));
            invalid.addAll(refusals(body));
        }
        if (invalid.isEmpty()) {
            script.answer(request, connection);
        } else {
            refuse(connection, 400, "ValidationException", String.join("; ", invalid));
        }
    }

    /** What the service refuses although its definition allows it. */
    static List<String> refusals(JsonNode request) {
        List<String> wrong = new ArrayList<>();
        String before = "";
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            if (before.isEmpty() && !role.equals("user")) {
                wrong.add("A conversation must start with a user message.");
            }
            if (role.equals(before)) {
                wrong.add("A conversation must alternate between user and assistant roles.");
            }
            before = role;
            if (message.path("content").isEmpty()) {
                wrong.add("The content field in the Message object is empty.");
            }
            message.path("content").forEach(block -> block(block, role, request, wrong));
        }
        if (!request.at("/toolConfig/toolChoice").isMissingNode()
                && !request.at("/additionalModelRequestFields/tool_choice/type").isMissingNode()) {
            wrong.add("The additional field tool_choice/type conflicts with the existing field toolConfig.toolChoice.");
        }
        results(request, wrong);
        return wrong;
    }

    private static void block(JsonNode block, String role, JsonNode request, List<String> wrong) {
        if (block.has("text") && block.path("text").asText().isBlank()) {
            wrong.add("The text field in the ContentBlock object is blank.");
        }
        boolean tool = block.has("toolUse") || block.has("toolResult");
        if (tool && !request.has("toolConfig")) {
            wrong.add("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
        if (block.has("toolUse") && !block.at("/toolUse/input").isObject()) {
            wrong.add("The format of the value at toolUse.input is invalid. Provide a json object for the field.");
        }
        if ((block.has("toolUse") && role.equals("user")) || (block.has("toolResult") && role.equals("assistant"))) {
            wrong.add("A " + role + " message has a block of the other side's.");
        }
    }

    /** Each turn's calls are answered in the next turn, all of them and no others. */
    private static void results(JsonNode request, List<String> wrong) {
        List<String> called = List.of();
        for (JsonNode message : request.path("messages")) {
            List<String> uses = message.findValuesAsText("toolUseId");
            if (message.path("role").asText().equals("assistant")) {
                called = uses.stream().sorted().toList();
            } else if (!called.equals(uses.stream().sorted().toList())) {
                wrong.add("Expected toolResult blocks at messages for the following Ids: " + called);
            }
        }
    }
}
