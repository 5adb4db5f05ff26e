package dev.sprue.bench.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Bedrock's Converse, whose streams are AWS's frames: lengths, headers, payload, each with a checksum. */
final class BedrockWire implements Wire {

    private static final String WHOLE = """
            {"metrics":{"latencyMs":1},"output":{"message":{"content":[{"text":"A gateway stands between programs and the \
            servers that run models: it knows who calls, decides which model answers, and keeps count. Operators want to \
            see how many requests there are, how long they take, and how many fail."}],"role":"assistant"}},"stopReason":\
            "end_turn","usage":{"inputTokens":57,"outputTokens":48,"totalTokens":105}}""";
    private static final byte STRING = 7;
    private static final int PRELUDE_BYTES = 12;
    private static final int CRC_BYTES = 4;

    @Override
    public String whole() {
        return WHOLE;
    }

    @Override
    public String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public byte[] opening() {
        return frame("messageStart", "{\"p\":\"abcdefghijk\",\"role\":\"assistant\"}");
    }

    @Override
    public byte[] piece(String stamp, boolean last, boolean nulls) {
        return frame(
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" token" + stamp + "\"},\"p\":\"abcdefghijklmno\"}");
    }

    @Override
    public byte[] ending(boolean usage) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(frame("contentBlockStop", "{\"contentBlockIndex\":0,\"p\":\"abcdef\"}"));
        out.writeBytes(frame("messageStop", "{\"p\":\"abcdefg\",\"stopReason\":\"end_turn\"}"));
        out.writeBytes(
                frame(
                        "metadata",
                        "{\"metrics\":{\"latencyMs\":1},\"p\":\"abc\",\"usage\":{\"inputTokens\":57,\"outputTokens\":100,\"totalTokens\":157}}"));
        return out.toByteArray();
    }

    @Override
    public void seal(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from - CRC_BYTES);
        ByteBuffer.wrap(bytes).putInt(to - CRC_BYTES, (int) crc.getValue());
    }

    private byte[] frame(String event, String payload) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, ":event-type", event);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", "event");
        byte[] body = payload.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(PRELUDE_BYTES + headers.size() + body.length + CRC_BYTES);
        out.putInt(out.capacity()).putInt(headers.size());
        CRC32 prelude = new CRC32();
        prelude.update(out.array(), 0, out.position());
        out.putInt((int) prelude.getValue()).put(headers.toByteArray()).put(body);
        seal(out.array(), 0, out.capacity());
        return out.array();
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(STRING);
        out.write(value.length() >> 8);
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
