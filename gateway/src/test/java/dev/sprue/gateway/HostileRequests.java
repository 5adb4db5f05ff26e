package dev.sprue.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sprue.gateway.testing.specified.Api;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes requests that nobody should send: valid ones with something in them exchanged, and documents that are none. */
final class HostileRequests {

    /** A request: its path with the query, header lines, and a body. */
    record Hostile(String target, String headers, byte[] body) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CHAT = """
            {"model":"chat","messages":[{"role":"system","content":"s"},{"role":"developer","content":"d"},
            {"role":"user","content":[{"type":"text","text":"t"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
            {"type":"audio_url","audio_url":{"url":"data:audio/wav;base64,AA=="}},
            {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]},
            {"role":"assistant","content":"a","tool_calls":[{"id":"1","type":"function",
            "function":{"name":"f","arguments":"{}"}}],"audio":{"id":"x"}},
            {"role":"tool","tool_call_id":"1","content":"r"},{"role":"user","content":"u"}],
            "temperature":0.5,"top_p":0.5,"frequency_penalty":-2,"presence_penalty":2,"max_tokens":5,"seed":-7,
            "stop":["x","y"],"stream":false,"modalities":["text"],"tool_choice":"auto",
            "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{},"strict":true}}}""";
    private static final String OPENAI_CHAT = """
            {"n":2,"logprobs":true,"top_logprobs":1,"logit_bias":{"17":-100},"parallel_tool_calls":true,"user":"u",
            "metadata":{"a":"b"},"functions":[{"name":"f","parameters":{}}],"function_call":{"name":"f"},
            "max_completion_tokens":7,"reasoning_effort":"low","store":false,"service_tier":"auto",
            "prediction":{"type":"content","content":[{"type":"text","text":"p"}]},
            "audio":{"voice":"alloy","format":"wav"},"data_sources":[{"type":"x"}],"verbosity":"low"}""";
    private static final String COMPLETION = """
            {"model":"writer","prompt":["a","b"],"best_of":3,"n":2,"echo":true,"suffix":"s","logprobs":5,"max_tokens":7,
            "temperature":0,"top_p":1,"presence_penalty":-2,"frequency_penalty":2,"logit_bias":{"17":100},"seed":7,
            "stop":["x"],"user":"u"}""";
    private static final String EMBEDDINGS = """
            {"model":"embed","input":["a","b"],"dimensions":2,"encoding_format":"float","input_type":"text"}""";
    private static final String PICTURES = """
            {"model":"pictures","input":[{"image":"data:image/png;base64,AA==","text":"t"}],"dimensions":2,
            "encoding_format":"float","input_type":"text"}""";
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "-0",
            "-0.0e-0",
            "1e999999",
            "-1e999999999999",
            "1e-999999",
            "0.1e1",
            "9".repeat(400),
            "-" + "9".repeat(400) + "." + "1".repeat(400),
            "9223372036854775808",
            "4294967296",
            "2147483648",
            "1.5",
            "2.0000000000000000000000000000001",
            "\"\"",
            "\"text\"",
            "\"user\"",
            "\"json_schema\"",
            "\"image_url\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\uFEFF\u202e😀\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"\":null}",
            "{\"type\":null}",
            "{\"type\":\"text\",\"type\":\"image_url\"}",
            "{\"role\":\"user\",\"role\":\"tool\",\"content\":\"x\"}",
            "{\"\\ud800\":1,\"\\udfff\":2}");
    private static final List<String> BROKEN = List.of(
            "",
            " ",
            "{",
            "}",
            "[]",
            "null",
            "\"x\"",
            "7",
            "{}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":+1}",
            "{\"a\":.5}",
            "{\"a\":1.}",
            "{\"a\":NaN}",
            "{\"a\":Infinity}",
            "{\"a\":1}x",
            "{\"a\":1}{}",
            "{\"a\":\"\u0001\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":tru}",
            "/**/{}",
            "{\"a\":1,\"a\":1}",
            "{\"messages\":[],\"mess\\u0061ges\":[]}",
            "\uFEFF{}");
    private static final List<String> HEADERS = List.of(
            "extra-parameters: drop",
            "extra-parameters: pass-through",
            "extra-parameters: PASS-THROUGH",
            "extra-parameters: error",
            "extra-parameters: everything",
            "extra-parameters:",
            "x-ms-model-mesh-model-name: nobody",
            "x-ms-model-mesh-model-name: \u00e9\u00ff",
            "azureml-model-deployment: chat",
            "x-ms-client-request-id: \t7\"<script>",
            "accept: text/html;q=0.1",
            "content-encoding: gzip",
            "accept-encoding: *;q=0",
            "authorization: Bearer \u00ff",
            "expect: nothing",
            "cookie: a=b; c",
            "x-" + "y".repeat(200) + ": " + "z".repeat(3_000));

    private final Random random;
    private final Api api;
    private final HostileTargets targets;

    /** The same seed makes the same requests. */
    HostileRequests(long seed, Api api) {
        this.random = new Random(seed);
        this.api = api;
        this.targets = new HostileTargets(random, api);
    }

    Hostile next() {
        String operation = targets.operation();
        return new Hostile(targets.target(operation), headers(), body(operation));
    }

    private String headers() {
        StringBuilder lines = new StringBuilder("content-type: ")
                .append(random.nextInt(30) == 0 ? pick(List.of("text/plain", "", "a/b;c", "*")) : "application/json");
        while (random.nextInt(3) == 0) {
            lines.append('\n').append(pick(HEADERS));
        }
        return lines.toString();
    }

    private byte[] body(String operation) {
        return switch (random.nextInt(40)) {
            case 0 -> utf8(pick(BROKEN));
            case 1 -> deep();
            case 2 -> random.nextInt(20) == 0 ? many() : utf8(pick(BROKEN));
            case 3 -> random.nextInt(5) == 0 ? longText() : utf8(pick(BROKEN));
            case 4, 5, 6 -> damaged(utf8(mutated(operation)));
            default -> utf8(mutated(operation));
        };
    }

    private String mutated(String operation) {
        String valid =
                switch (operation) {
                    case "chat/completions" -> CHAT;
                    case "completions" -> COMPLETION;
                    case "embeddings" -> EMBEDDINGS;
                    default -> PICTURES;
                };
        try {
            ObjectNode document = (ObjectNode) MAPPER.readTree(valid);
            if (api != Api.MODELS && operation.equals("chat/completions")) {
                document.setAll((ObjectNode) MAPPER.readTree(OPENAI_CHAT));
            }
            if (random.nextInt(4) == 0) {
                document.put("stream", true);
                // Not on the first surface: there it is no field of the API.
                if (api != Api.MODELS) {
                    document.putObject("stream_options").put("include_usage", random.nextBoolean());
                    document.remove("best_of");
                }
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                mutate(document);
            }
            String text = MAPPER.writeValueAsString(document);
            return random.nextInt(15) > 0 ? text : twice(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The document with one of the API's fields once more, at its beginning. */
    private String twice(String text) {
        return "{" + pick(List.of("\"model\"", "\"messages\"", "\"mod\\u0065l\"", "\"input\"", "\"\\u0078\"")) + ":"
                + pick(VALUES) + "," + text.substring(1);
    }

    private void mutate(ObjectNode document) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        JsonNode at = pick(containers);
        if (at instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name =
                    names.isEmpty() || random.nextInt(12) == 0 ? pick(List.of("x", "", "\u0000", "n")) : pick(names);
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, JsonNodeFactory.instance.arrayNode().add(other(object.get(name))));
                case 2 -> object.set(name, other(pick(containers)));
                default -> object.set(name, value());
            }
        } else if (at instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(5)) {
                case 0 -> array.remove(index);
                case 1 -> array.insert(index, other(array.get(index)));
                case 2 -> array.removeAll();
                case 3 -> array.set(index, other(pick(containers)));
                default -> array.set(index, value());
            }
        }
    }

    private static JsonNode other(@org.jspecify.annotations.Nullable JsonNode node) {
        return node == null ? JsonNodeFactory.instance.nullNode() : node.deepCopy();
    }

    private JsonNode value() {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(pick(VALUES)));
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private byte[] deep() {
        int depth = pick(List.of(99, 100, 101, 1_000, 10_000));
        String open = pick(List.of("[", "{\"a\":", "[{\"a\":["));
        String in = pick(List.of("\"messages\"", "\"x\"", "\"response_format\"", "\"input\""));
        String close = new StringBuilder(open.replaceAll("[^\\[{]", ""))
                .reverse()
                .toString()
                .replace('[', ']')
                .replace('{', '}');
        return utf8(
                "{" + in + ":" + open.repeat(depth) + "1" + (random.nextBoolean() ? close.repeat(depth) + "}" : ""));
    }

    private byte[] many() {
        StringBuilder out =
                new StringBuilder("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"input\":[\"a\"]");
        for (int i = 0; i < 100_000; i++) {
            out.append(",\"k").append(i).append("\":").append(i);
        }
        return utf8(out.append('}').toString());
    }

    private byte[] longText() {
        String text = pick(List.of("x", "\\u0041", "é", "😀", "\\ud800")).repeat(200_000);
        return utf8("{\"model\":\"" + (random.nextBoolean() ? text : "chat") + "\",\""
                + pick(List.of("messages", "input"))
                + "\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"" + (random.nextBoolean() ? text : "user")
                + "\":1}");
    }

    /** One to three bytes changed, put in, or the end cut off: invalid UTF-8, NUL, marks of byte order, half texts. */
    private byte[] damaged(byte[] whole) {
        byte[] out = whole;
        for (int i = random.nextInt(3); i >= 0 && out.length > 1; i--) {
            int at = random.nextInt(out.length);
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            next.write(out, 0, at);
            switch (random.nextInt(5)) {
                case 0 -> {}
                case 1 -> next.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
                case 2 -> next.writeBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
                default -> next.write(random.nextInt(256));
            }
            if (random.nextInt(10) > 0) {
                next.write(out, at + 1, out.length - at - 1);
            }
            out = next.toByteArray();
        }
        return out;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
