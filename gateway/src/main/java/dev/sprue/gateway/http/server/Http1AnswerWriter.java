package dev.sprue.gateway.http.server;

import dev.sprue.gateway.http.h1.HeadText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the pieces of an HTTP/1.1 answer, each into one buffer. */
final class Http1AnswerWriter {

    private static final int HEAD_BYTES = 512;
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] HEX = ascii("0123456789abcdef");

    private final List<CharSequence> headers = new ArrayList<>(16);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Adds a header; of a text that holds a line break, which would make two headers of one, nothing is written. */
    void add(CharSequence name, CharSequence value) {
        if (!(value instanceof AsciiString) && !isOneLine(value)) {
            throw new IllegalArgumentException("the header " + name + " holds a control character");
        }
        headers.add(name);
        headers.add(value);
    }

    private static boolean isOneLine(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ') {
                return false;
            }
        }
        return true;
    }

    /** Head and body of a whole answer. */
    ByteBuf whole(ByteBufAllocator memory, int status, Buffer body, boolean headOnly) {
        int length = body.length();
        ByteBuf out = memory.directBuffer(HEAD_BYTES + (headOnly ? 0 : length));
        head(out, status);
        HeadText.contentLength(length, out);
        out.writeShort(HeadText.LINE_BREAK);
        if (!headOnly) {
            out.writeBytes(((BufferInternal) body).getByteBuf());
        }
        return out;
    }

    /** Head of a stream, with room for {@code more} bytes behind it. */
    ByteBuf streamHead(ByteBufAllocator memory, int status, boolean chunked, int more) {
        ByteBuf out = memory.directBuffer(HEAD_BYTES + more);
        head(out, status);
        if (chunked) {
            out.writeBytes(CHUNKED);
        }
        out.writeShort(HeadText.LINE_BREAK);
        return out;
    }

    private void head(ByteBuf out, int status) {
        if (status == 200) {
            out.writeBytes(OK);
        } else {
            ByteBufUtil.writeAscii(out, "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n");
        }
        for (int i = 0; i < headers.size(); i += 2) {
            HeadText.header(headers.get(i), headers.get(i + 1), out);
        }
    }

    /** Bytes that a chunk takes beside its data, and the last chunk. */
    static final int CHUNK_BYTES = 8 + 2 + 2 + LAST_CHUNK.length;

    /** One chunk (RFC 9112, section 7.1) with all of {@code data}, which is not empty. */
    static void chunk(ByteBuf out, AnswerPiece data) {
        int length = data.length();
        int shift = (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length)) / 4 * 4;
        for (; shift >= 0; shift -= 4) {
            out.writeByte(HEX[length >>> shift & 0xF]);
        }
        out.writeShort(HeadText.LINE_BREAK);
        data.writeTo(out);
        out.writeShort(HeadText.LINE_BREAK);
    }

    /** The end of a chunked body. */
    static void lastChunk(ByteBuf out) {
        out.writeBytes(LAST_CHUNK);
    }
}
