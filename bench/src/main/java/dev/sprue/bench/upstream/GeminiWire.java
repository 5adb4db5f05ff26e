package dev.sprue.bench.upstream;

/** Gemini's generateContent. */
final class GeminiWire implements Wire {

    private static final String WHOLE = """
            {"candidates":[{"content":{"parts":[{"text":"A gateway stands between programs and the servers that run models: \
            it knows who calls, decides which model answers, and keeps count. Operators want to see how many requests there \
            are, how long they take, and how many fail."}],"role":"model"},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":57,"candidatesTokenCount":48,"totalTokenCount":105,"promptTokensDetails":[\
            {"modality":"TEXT","tokenCount":57}]},"modelVersion":"upstream-gpt-4o","responseId":"AbCdEf0123456789"}""";
    private static final String PIECE = """
            data: {"candidates": [{"content": {"parts": [{"text": " token%s"}],"role": "model"},%s"index": 0}],\
            "usageMetadata": {"promptTokenCount": 57,"candidatesTokenCount": %d,"totalTokenCount": %d},\
            "modelVersion": "upstream-gpt-4o","responseId": "AbCdEf0123456789"}\r
            \r
            """;
    private static final int PROMPT = 57;

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
        int tokens = last ? Answers.CHUNKS : Answers.CHUNKS / 2;
        return OpenAiWire.ascii(
                PIECE.formatted(stamp, last ? "\"finishReason\": \"STOP\"," : "", tokens, PROMPT + tokens));
    }

    @Override
    public byte[] ending(boolean usage) {
        return new byte[0];
    }
}
