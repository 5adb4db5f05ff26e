package dev.sprue.gateway.providers.bedrock.eventstream;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes messages of event streams, as AWS does. */
public final class Messages {

    private static final int STRING = 7;

    private Messages() {}

    /** An event of a stream. */
    public static byte[] event(String type, String json) {
        return message(
                Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"), json);
    }

    /** An exception that a service's specification has. */
    public static byte[] exception(String type, String json) {
        return message(
                Map.of(":message-type", "exception", ":exception-type", type, ":content-type", "application/json"),
                json);
    }

    /** An error that it does not have. */
    public static byte[] error(String code, String message) {
        return message(Map.of(":message-type", "error", ":error-code", code, ":error-message", message), "");
    }

    /** A message with headers that are texts. */
    public static byte[] message(Map<String, String> headers, String payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataOutputStream written = new DataOutputStream(out)) {
            for (Map.Entry<String, String> header : new LinkedHashMap<>(headers).entrySet()) {
                byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
                byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
                written.writeByte(name.length);
                written.write(name);
                written.writeByte(STRING);
                written.writeShort(value.length);
                written.write(value);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return framed(out.toByteArray(), payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A message of headers that have been written, and a payload. */
    public static byte[] framed(byte[] headers, byte[] payload) {
        ByteBuffer message = ByteBuffer.allocate(16 + headers.length + payload.length);
        message.putInt(message.capacity()).putInt(headers.length);
        message.putInt(checksum(message.array(), 8));
        message.put(headers).put(payload);
        message.putInt(checksum(message.array(), message.position()));
        return message.array();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
