package dev.sprue.gateway.testing;

import java.util.function.Supplier;

/**
 * Somebody who chats with a key.
 *
 * @param connect opens a connection
 * @param host whom the calls are for
 * @param key what they come with
 */
public record ChatCaller(Supplier<RawHttp> connect, String host, String key) {

    /** Makes one call on a connection of its own. */
    public RawHttp.Answer chat(String deployment) {
        return chat(deployment, false, () -> {});
    }

    /** Makes one call on a connection of its own; runs {@code begun} when the answer's head has come. */
    public RawHttp.Answer chat(String deployment, boolean stream, Runnable begun) {
        try (RawHttp raw = connect.get()) {
            return chat(raw, deployment, stream, begun);
        }
    }

    /** Makes one call. */
    public RawHttp.Answer chat(RawHttp raw, String deployment, boolean stream, Runnable begun) {
        return raw.send(
                        "POST " + Rig.CHAT + " HTTP/1.1\nhost: " + host + "\napi-key: " + key
                                + "\ncontent-type: application/json",
                        Rig.chatBody(stream).replace("\"chat\"", "\"" + deployment + "\""))
                .answer(begun);
    }
}
