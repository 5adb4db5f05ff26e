package dev.sprue.gateway.testing.faults;

import dev.sprue.gateway.config.ProviderType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a provider of one type says on the wire.
 *
 * @param type its type in the configuration
 * @param path the path of its endpoint, {@code /v1} or nothing
 * @param settings what else its entry needs, as lines of a YAML flow mapping
 * @param whole a whole answer
 * @param streamType the content type of its streams
 * @param first the beginning of a stream, up to and with the content {@code a}, framed
 * @param rest what ends it properly, framed
 * @param garbage an event of which nothing makes sense, framed
 * @param huge the beginning of an event that goes on with any number of {@code x}
 * @param refusal the body of an error, with {@code their words}
 * @param refusalHeaders headers of an error
 */
public record Voice(
        ProviderType type,
        String path,
        String settings,
        String whole,
        String streamType,
        byte[] first,
        byte[] rest,
        byte[] garbage,
        byte[] huge,
        String refusal,
        List<String> refusalHeaders) {

    /** One that streams server-sent events; {@code first} and {@code rest} framed. */
    static Voice sse(
            ProviderType type, String path, String settings, String whole, String first, String rest, String refusal) {
        return new Voice(
                type,
                path,
                settings,
                whole,
                "text/event-stream",
                bytes(first),
                bytes(rest),
                bytes("data: }{\n\n"),
                bytes("data: "),
                refusal,
                List.of());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
