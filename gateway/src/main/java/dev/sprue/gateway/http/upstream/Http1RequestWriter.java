package dev.sprue.gateway.http.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.util.AsciiString;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;

/** Writes a request (RFC 9112, section 3): head and body in one buffer where the body is small. */
final class Http1RequestWriter {

    private static final int SMALL_BODY_BYTES = 64 * 1024;
    private static final int HEAD_BYTES = 512;
    private static final byte[] VERSION_AND_HOST = ascii(" HTTP/1.1\r\nhost: ");
    private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    private Http1RequestWriter() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Failures reach the channel's handler. */
    static void write(UpstreamRequest request, Channel channel) {
        ByteBuf body = ((BufferInternal) request.body()).getByteBuf();
        int length = body.readableBytes();
        boolean small = length <= SMALL_BODY_BYTES;
        ByteBuf out = channel.alloc().directBuffer(HEAD_BYTES + (small ? length : 0));
        head(request, length, out);
        if (small) {
            out.writeBytes(body, body.readerIndex(), length);
            channel.writeAndFlush(out, channel.voidPromise());
        } else {
            // The request may have to be sent a second time, so its body outlives this writing.
            channel.write(out, channel.voidPromise());
            channel.writeAndFlush(body.retainedDuplicate(), channel.voidPromise());
        }
    }

    private static void head(UpstreamRequest request, int length, ByteBuf out) {
        ByteBufUtil.writeAscii(out, request.method());
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, request.uri());
        out.writeBytes(VERSION_AND_HOST);
        ByteBufUtil.writeAscii(out, request.endpoint().authority());
        for (UpstreamRequest.Header header : request.headers()) {
            out.writeShort('\r' << 8 | '\n');
            text(header.name(), out);
            out.writeShort(':' << 8 | ' ');
            text(header.value(), out);
        }
        out.writeShort('\r' << 8 | '\n');
        out.writeBytes(CONTENT_LENGTH);
        number(length, out);
        out.writeBytes(HEAD_END);
    }

    private static void text(CharSequence text, ByteBuf out) {
        if (text instanceof AsciiString bytes) {
            out.writeBytes(bytes.array(), bytes.arrayOffset(), bytes.length());
        } else {
            ByteBufUtil.writeAscii(out, text);
        }
    }

    private static void number(int value, ByteBuf out) {
        int divisor = 1;
        while (value / divisor >= 10) {
            divisor *= 10;
        }
        for (int rest = divisor; rest > 0; rest /= 10) {
            out.writeByte('0' + value / rest % 10);
        }
    }
}
