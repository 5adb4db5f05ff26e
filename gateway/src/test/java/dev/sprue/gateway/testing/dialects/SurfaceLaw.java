package dev.sprue.gateway.testing.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.Folded;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.specified.Api;
import java.io.IOException;

/**
 * The law of every provider behind every surface: a chat that its upstream answers alike whole and streamed says the same to the
 * caller either way.
 */
public final class SurfaceLaw {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SurfaceLaw() {}

    /**
     * Holds a running product to it, whose deployment {@code chat} answers.
     *
     * @param key the resource's key
     */
    public static void holds(SprueServer server, String key) throws IOException {
        for (Entry entry : Entry.EACH) {
            RawHttp.Answer whole = server.post(entry.chat(), key, body(entry, false));
            assertThat(whole.status()).as("%s: %s", entry, whole.body()).isEqualTo(200);
            RawHttp.Answer stream = server.post(entry.chat(), key, body(entry, true));
            assertThat(stream.status()).as("%s: %s", entry, stream.body()).isEqualTo(200);
            assertThat(stream.events()).as("%s", entry).last().isEqualTo("[DONE]");
            JsonNode wanted = Folded.whole(withoutMadeIds(whole.body()));
            assertThat(Folded.stream(stream.events().stream()
                            .map(SurfaceLaw::withoutMadeIds)
                            .toList()))
                    .as("%s", entry)
                    .isEqualTo(wanted);
            assertThat(wanted.at("/usage/total_tokens").asInt()).isPositive();
        }
    }

    private static String body(Entry entry, boolean stream) {
        ObjectNode body = MAPPER.createObjectNode().put("model", "chat").put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", "tell nobody");
        if (stream && entry.api() != Api.MODELS) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return body.toString();
    }

    /** Made ids hold the request's, and so differ between two requests. */
    private static String withoutMadeIds(String answer) {
        return answer.replaceAll("call_[0-9a-f]{32}_", "call_");
    }
}
