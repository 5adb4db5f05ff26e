package dev.sprue.gateway.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;

/** Writes what a head is made of: names, values and lengths, in ASCII. */
public final class HeadText {

    /** CR LF, as {@link ByteBuf#writeShort} takes it. */
    public static final int LINE_BREAK = '\r' << 8 | '\n';

    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length: ");
    private static final int COLON = ':' << 8 | ' ';

    private HeadText() {}

    /** Writes one header and the end of its line; neither part may hold a line break. */
    public static void header(CharSequence name, CharSequence value, ByteBuf out) {
        text(name, out);
        out.writeShort(COLON);
        text(value, out);
        out.writeShort(LINE_BREAK);
    }

    /** Writes {@code content-length} and the end of its line. */
    public static void contentLength(int bytes, ByteBuf out) {
        text(CONTENT_LENGTH, out);
        number(bytes, out);
        out.writeShort(LINE_BREAK);
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
