package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Folds the chunks of one choice as clients do: by the index of each call, whose first piece has id, type and name. */
final class CallFold {
    private final List<String> names = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String reason = "";

    void add(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        text.append(delta.path("content").isTextual() ? delta.path("content").asText() : "");
        for (JsonNode call : delta.path("tool_calls")) {
            int index = call.path("index").asInt();
            if (index == names.size()) {
                assertThat(call.path("id").asText()).matches("call_[A-Za-z0-9]{24}");
                assertThat(call.path("type").asText()).isEqualTo("function");
                names.add(call.at("/function/name").asText());
                arguments.add("");
            } else {
                assertThat(call.has("id") || call.path("function").has("name")).isFalse();
            }
            arguments.set(
                    index, arguments.get(index) + call.at("/function/arguments").asText());
        }
        if (choice.path("finish_reason").isTextual()) {
            reason = choice.path("finish_reason").asText();
        }
    }

    List<String> names() {
        return names;
    }

    List<String> arguments() {
        return arguments;
    }

    String text() {
        return text.toString();
    }

    String reason() {
        return reason;
    }
}
