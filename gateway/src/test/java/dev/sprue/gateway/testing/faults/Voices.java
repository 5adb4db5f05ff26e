package dev.sprue.gateway.testing.faults;

import dev.sprue.gateway.config.ProviderType;
import dev.sprue.gateway.providers.bedrock.eventstream.Messages;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** One voice for each type of provider. */
public final class Voices {

    private static final String KEY = "apiKey: their-key";

    private static final String WHOLE = """
            {"id":"c1","object":"chat.completion","created":1760000000,"model":"m","choices":[{"index":0,\
            "finish_reason":"stop","logprobs":null,"message":{"role":"assistant","refusal":null,"content":"a"}}],\
            "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""";
    private static final String CHUNK =
            "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"m\",\"choices\":[%s]%s}\n\n";
    private static final String FIRST = CHUNK.formatted(
            "{\"index\":0,\"finish_reason\":null,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}", "");
    private static final String REST = CHUNK.formatted("{\"index\":0,\"finish_reason\":\"stop\",\"delta\":{}}", "")
            + CHUNK.formatted("", ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}")
            + "data: [DONE]\n\n";
    private static final String REFUSAL =
            "{\"error\":{\"message\":\"their words\",\"code\":\"their_code\",\"type\":\"their_type\"}}";

    private Voices() {}

    /** Those of all types that are served, but for the built-in models, which are no upstream. */
    public static List<Voice> all() {
        return List.of(
                openAi(ProviderType.OPENAI, "/v1"),
                openAi(ProviderType.MISTRAL, "/v1"),
                openAi(ProviderType.AZURE_OPENAI, ""),
                openAi(ProviderType.AZURE_INFERENCE, ""),
                anthropic(),
                gemini(),
                bedrock(),
                cohere(),
                ollama());
    }

    private static Voice openAi(ProviderType type, String path) {
        return Voice.sse(type, path, KEY, WHOLE, FIRST, REST, REFUSAL);
    }

    private static Voice anthropic() {
        return Voice.sse(
                ProviderType.ANTHROPIC,
                "",
                KEY,
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"a"}],\
                "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3}}""",
                """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
                "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}

                """,
                """
                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                "usage":{"output_tokens":3}}

                event: message_stop
                data: {"type":"message_stop"}

                """,
                "{\"type\":\"error\",\"error\":{\"type\":\"their_type\",\"message\":\"their words\"},\"request_id\":\"r\"}");
    }

    private static Voice gemini() {
        String candidate = "\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"%s\"}]},\"index\":0";
        String usage = "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":3,\"totalTokenCount\":10},"
                + "\"modelVersion\":\"m\",\"responseId\":\"r1\"}";
        String open = "{\"candidates\":[{" + candidate.formatted("a") + "}],";
        String last = "{\"candidates\":[{" + candidate.formatted("") + ",\"finishReason\":\"STOP\"}],";
        return Voice.sse(
                ProviderType.GEMINI,
                "",
                KEY,
                "{\"candidates\":[{" + candidate.formatted("a") + ",\"finishReason\":\"STOP\"}]," + usage,
                "data: " + open + usage + "\r\n\r\n",
                "data: " + last + usage + "\r\n\r\n",
                "{\"error\":{\"code\":400,\"message\":\"their words\",\"status\":\"THEIR_STATUS\"}}");
    }

    private static Voice bedrock() {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
        first.writeBytes(Messages.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"));
        String usage = "\"usage\":{\"inputTokens\":7,\"outputTokens\":3,\"totalTokens\":10}";
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(Messages.event("contentBlockStop", "{\"contentBlockIndex\":0}"));
        rest.writeBytes(Messages.event("messageStop", "{\"stopReason\":\"end_turn\"}"));
        rest.writeBytes(Messages.event("metadata", "{" + usage + ",\"metrics\":{\"latencyMs\":1}}"));
        return new Voice(
                ProviderType.BEDROCK,
                "",
                "region: us-east-1\n    credential: {aws: {accessKeyId: AKIA1, secretAccessKey: their-key}}",
                """
                {"output":{"message":{"role":"assistant","content":[{"text":"a"}]}},"stopReason":"end_turn",%s,\
                "metrics":{"latencyMs":1}}""".formatted(usage),
                "application/vnd.amazon.eventstream",
                first.toByteArray(),
                rest.toByteArray(),
                Messages.event("contentBlockDelta", "}{"),
                Arrays.copyOf(Messages.framed(new byte[0], new byte[1_300_000]), 50),
                "{\"message\":\"their words\"}",
                List.of());
    }

    private static Voice cohere() {
        return Voice.sse(ProviderType.COHERE, "", KEY, """
                {"id":"c1","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"a"}]},\
                "usage":{"billed_units":{"input_tokens":7,"output_tokens":3},"tokens":{"input_tokens":7,"output_tokens":3}}}""", """
                event: message-start
                data: {"type":"message-start","id":"c1","delta":{"message":{"role":"assistant","content":[]}}}

                event: content-start
                data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

                event: content-delta
                data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"a"}}}}

                """, """
                event: content-end
                data: {"type":"content-end","index":0}

                event: message-end
                data: {"type":"message-end","delta":{"finish_reason":"COMPLETE",\
                "usage":{"tokens":{"input_tokens":7,"output_tokens":3}}}}

                """, "{\"id\":\"r1\",\"message\":\"their words\"}");
    }

    private static Voice ollama() {
        String line =
                "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},%s}";
        String done = "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":7,\"eval_count\":3";
        return new Voice(
                ProviderType.OLLAMA,
                "",
                KEY,
                line.formatted("a", done),
                "application/x-ndjson",
                Voice.bytes(line.formatted("a", "\"done\":false") + "\n"),
                Voice.bytes(line.formatted("", done) + "\n"),
                Voice.bytes("}{\n"),
                Voice.bytes("{\"model\":\""),
                "{\"error\":\"their words\"}",
                List.of());
    }
}
