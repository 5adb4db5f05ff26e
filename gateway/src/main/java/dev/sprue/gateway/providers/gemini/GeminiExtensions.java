package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Arrays;
import java.util.Optional;

/** The lists beside a message's text that hold what OpenAI's API has no place for. */
final class GeminiExtensions {

    /** What must come back with the next turn. */
    static final String REASONING = "reasoning_details";

    /** Pictures of the answer. */
    static final String IMAGES = "images";

    /** Parts that nothing else here can hold, as Google wrote them. */
    static final String PARTS = "gemini_parts";

    /** Google's own word for why the answer ended, where the canonical one does not tell it. */
    static final String REASON = "native_finish_reason";

    /** Tells blocks of {@link #REASONING} from those of other providers. */
    static final String FORMAT = "google-gemini-v1";

    /** What stands in an answer may stand some levels deeper in ours. */
    static final int MAX_DEPTH = 48;

    private GeminiExtensions() {}

    /** An object of Google's that goes on as it is; it is looked through, since so far it was only stepped over. */
    static byte[] object(byte[] json, int from, int to) throws JsonSyntaxException {
        return checked(Arrays.copyOfRange(json, from, to));
    }

    /** The same of an object with values of Google's in it. */
    static byte[] checked(byte[] object) throws JsonSyntaxException {
        try {
            JsonFields.scan(object, MAX_DEPTH);
            return object;
        } catch (DuplicateKeyException twice) {
            throw GeminiFault.of("an object of its answer has a field twice");
        }
    }

    /**
     * The signature of a part.
     *
     * @param call the id of the call that it belongs to, a JSON string; empty where it belongs to the text
     */
    static byte[] signature(byte[] json, int from, int to, Optional<byte[]> call) {
        JsonWriter out = new JsonWriter(to - from + 128);
        out.beginObject().name("type").string("reasoning.encrypted");
        out.name("format").string(FORMAT);
        call.ifPresent(id -> out.name("id").raw(id));
        return out.name("data").raw(json, from, to).endObject().toBytes();
    }

    /** A picture, in the form that messages have for one. */
    static byte[] image(byte[] json, Span type, Span data) {
        JsonWriter out = new JsonWriter(data.to() - data.from() + 128);
        out.beginObject().name("type").string("image_url").name("image_url");
        out.beginObject().name("url");
        byte[] head = JsonText.quote("data:" + JsonText.unquote(json, type.from(), type.to()) + ";base64,");
        out.raw(head, 0, head.length - 1).verbatim(json, data.from() + 1, data.to());
        return out.endObject().endObject().toBytes();
    }
}
