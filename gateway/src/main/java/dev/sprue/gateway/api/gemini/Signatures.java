package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.answers.CarriedDetails;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a provider wants back, as it came on parts: Google's own signatures, or what another's was packed into. */
final class Signatures {

    /** Tells Google's blocks from those of other providers. */
    static final String FORMAT = "google-gemini-v1";

    private final List<byte[]> details = new ArrayList<>(0);

    /** @param call the id of the call that the part is; empty where it is none */
    void add(ProtoObject part, Optional<String> call) {
        Optional<JsonValue> signature = part.find("thoughtSignature", JsonKind.STRING);
        signature.ifPresent(
                data -> details.add(CarriedDetails.unpack(data.text()).orElseGet(() -> block(data, call))));
    }

    private static byte[] block(JsonValue data, Optional<String> call) {
        JsonWriter out = new JsonWriter(data.rawLength() + 128);
        out.beginObject()
                .name("type")
                .string("reasoning.encrypted")
                .name("format")
                .string(FORMAT);
        call.ifPresent(id -> out.name("id").string(id));
        return out.name("data").raw(data).endObject().toBytes();
    }

    void write(JsonWriter out) {
        if (!details.isEmpty()) {
            out.name("reasoning_details").beginArray();
            details.forEach(out::raw);
            out.endArray();
        }
    }
}
