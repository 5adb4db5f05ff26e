package dev.sprue.bench.upstream;

/** Anthropic's Messages. */
final class AnthropicWire implements Wire {

    private static final String WHOLE = """
            {"id":"msg_01AbCdEf0123456789","type":"message","role":"assistant","model":"upstream-gpt-4o","content":[{"type":\
            "text","text":"A gateway stands between programs and the servers that run models: it knows who calls, decides \
            which model answers, and keeps count. Operators want to see how many requests there are, how long they take, \
            and how many fail."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":57,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":48}}""";
    private static final String OPENING = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_01AbCdEf0123456789","type":"message","role":"assistant",\
            "model":"upstream-gpt-4o","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":57,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            """;
    private static final String PIECE = """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" token%s"}}

            """;
    private static final String ENDING = """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":100}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    @Override
    public String whole() {
        return WHOLE;
    }

    @Override
    public String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public byte[] opening() {
        return OpenAiWire.ascii(OPENING);
    }

    @Override
    public byte[] piece(String stamp, boolean last, boolean nulls) {
        return OpenAiWire.ascii(PIECE.formatted(stamp));
    }

    @Override
    public byte[] ending(boolean usage) {
        return OpenAiWire.ascii(ENDING);
    }
}
