package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.answers.CarriedDetails;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an assistant thought in an earlier turn. Blocks that a provider signed or wrote secretly go back as they are, in
 * {@code reasoning_details}; thinking without a signature came from a model that has none, and goes back as text.
 */
final class ThinkingReader {

    private final List<byte[]> details = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    void add(JsonValue block) {
        if (ValueChecks.require(block, "type", JsonKind.STRING).isText("redacted_thinking")) {
            JsonValue data = ValueChecks.require(block, "data", JsonKind.STRING);
            details.add(CarriedDetails.unpack(data.text())
                    .orElseGet(() -> block.raw().getBytes(StandardCharsets.UTF_8)));
            return;
        }
        JsonValue thinking = ValueChecks.require(block, "thinking", JsonKind.STRING);
        JsonValue signature = ValueChecks.field(block, block.fields(), "signature");
        if (signature != null) {
            ValueChecks.kind(signature, JsonKind.STRING);
        }
        if (signature == null || signature.rawLength() == 2) {
            text.append(thinking.text());
        } else {
            details.add(block.raw().getBytes(StandardCharsets.UTF_8));
        }
    }

    void write(JsonWriter out) {
        if (!text.isEmpty()) {
            out.name("reasoning_content");
            byte[] quoted = JsonText.quote(text.toString());
            out.raw(quoted, 0, quoted.length);
        }
        if (!details.isEmpty()) {
            out.name("reasoning_details");
            out.beginArray();
            details.forEach(detail -> out.raw(detail, 0, detail.length));
            out.endArray();
        }
    }
}
