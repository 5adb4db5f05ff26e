package dev.sprue.bench.upstream;

import java.nio.charset.StandardCharsets;

/** OpenAI's chat completions. */
final class OpenAiWire implements Wire {

    private static final String WHOLE = """
            {"id":"chatcmpl-AbCdEf0123456789","object":"chat.completion","created":1700000000,"model":"upstream-gpt-4o",\
            "system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"message":{"role":"assistant","content":"A gateway \
            stands between programs and the servers that run models: it knows who calls, decides which model answers, and \
            keeps count. Operators want to see how many requests there are, how long they take, and how many \
            fail."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":57,"completion_tokens":48,\
            "total_tokens":105,"prompt_tokens_details":{"cached_tokens":0}}}""";
    private static final String CHUNK = """
            data: {"id":"chatcmpl-AbCdEf0123456789","object":"chat.completion.chunk","created":1700000000,\
            "model":"upstream-gpt-4o","ts":"%s","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":\
            {"content":" token"},"finish_reason":%s}]%s}

            """;
    private static final String USAGE = """
            data: {"id":"chatcmpl-AbCdEf0123456789","object":"chat.completion.chunk","created":1700000000,\
            "model":"upstream-gpt-4o","system_fingerprint":"fp_44709d6fcb","choices":[],"usage":{"prompt_tokens":57,\
            "completion_tokens":100,"total_tokens":157}}

            """;
    private static final String DONE = "data: [DONE]\n\n";

    @Override
    public String whole() {
        return WHOLE;
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public byte[] opening() {
        return new byte[0];
    }

    @Override
    public byte[] piece(String stamp, boolean last, boolean nulls) {
        return ascii(CHUNK.formatted(stamp, last ? "\"stop\"" : "null", nulls ? ",\"usage\":null" : ""));
    }

    @Override
    public byte[] ending(boolean usage) {
        return ascii(usage ? USAGE + DONE : DONE);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
