package dev.sprue.gateway.http.upstream;

import dev.sprue.gateway.http.h1.HeadText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;

/** Writes a request (RFC 9112, section 3): head and body in one buffer where the body is small. */
final class Http1RequestWriter {

    private static final int SMALL_BODY_BYTES = 64 * 1024;
    private static final int HEAD_BYTES = 512;
    private static final byte[] VERSION_AND_HOST = ascii(" HTTP/1.1\r\nhost: ");

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
        out.writeShort(HeadText.LINE_BREAK);
        for (UpstreamRequest.Header header : request.headers()) {
            HeadText.header(header.name(), header.value(), out);
        }
        if (length > 0 || !request.method().equals("GET")) {
            HeadText.contentLength(length, out);
        }
        out.writeShort(HeadText.LINE_BREAK);
    }
}
