package dev.sprue.gateway.http.server;

import io.netty.buffer.ByteBuf;

/** A piece of an answer that is written where it is to go, without a copy in between. */
public interface AnswerPiece {

    /** Bytes that {@link #writeTo} writes. */
    int length();

    /** Writes the piece, once. */
    void writeTo(ByteBuf out);
}
