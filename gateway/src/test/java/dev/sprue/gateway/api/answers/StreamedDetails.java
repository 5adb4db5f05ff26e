package dev.sprue.gateway.api.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.util.ArrayList;
import java.util.List;

/** Streams as OpenRouter writes them, with what it wants back in fragments. */
public final class StreamedDetails {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StreamedDetails() {}

    /**
     * A stream in which two objects come in fragments.
     *
     * @param last a delta that follows them; may be {@code {}}
     */
    public static ScriptedUpstream.Script before(String last) {
        List<String> deltas = new ArrayList<>();
        for (String word : new String[] {"Let", " me", " \\\"see\\\""}) {
            deltas.add("{\"reasoning_content\":\"" + word + "\",\"reasoning_details\":[{\"type\":\"reasoning.text\","
                    + "\"text\":\"" + word + "\",\"signature\":null,\"format\":\"f\",\"index\":0}]}");
        }
        deltas.add("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"sig\",\"index\":0},"
                + "{\"type\":\"reasoning.encrypted\",\"data\":\"AB\",\"index\":1}]}");
        deltas.add(
                "{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"CD\",\"index\":1,\"text\":null}]}");
        deltas.add(last);
        return (request, connection) -> {
            connection.stream();
            for (String delta : deltas) {
                connection.chunk("data: " + SpecifiedUpstream.event("{\"index\":0,\"delta\":" + delta + "}") + "\n\n");
            }
            connection.chunk("data: [DONE]\n\n").end();
        };
    }

    /** Checks that texts in which a client gets these back hold the two objects, whole. */
    public static void areWhole(List<String> packed) throws Exception {
        List<Object> details = new ArrayList<>();
        for (String one : packed) {
            details.add(MAPPER.readTree(CarriedDetails.unpack(one).orElseThrow()));
        }
        assertThat(details)
                .containsExactly(
                        MAPPER.readTree("{\"type\":\"reasoning.text\",\"text\":\"Let me \\\"see\\\"\","
                                + "\"signature\":\"sig\",\"format\":\"f\",\"index\":0}"),
                        MAPPER.readTree(
                                "{\"type\":\"reasoning.encrypted\",\"data\":\"ABCD\",\"index\":1,\"text\":null}"));
    }
}
