package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no model could answer: each is refused with a 4xx that names the field at fault. */
@ExtendWith(Products.class)
final class BadInputTest {
    private static final String CHAT = "{\"model\":\"relay-chat\",%s}";
    private static final String EMBED = "{\"model\":\"relay-embed\",%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | \"temperature\":1",
                "messages | \"messages\":[]",
                "messages | \"messages\":null",
                "messages | \"messages\":\"hello\"",
                "messages | \"messages\":{}",
                "stream   | \"stream\":\"yes\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]",
                "stream   | \"stream\":1,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]",
            })
    void aChatThatNoModelCouldAnswer(String field, String rest, RelayProduct relay) {
        Answer answer = Wire.chat(relay.endpoint(), CHAT.formatted(rest)).send();
        assertThat(answer.error(400).path("message").asText()).contains(field);
        assertThat(relay.upstream().takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input | \"dimensions\":4",
                "input | \"input\":[]",
                "input | \"input\":null",
                "input | \"input\":{}",
            })
    void anEmbeddingOfNothing(String field, String rest, RelayProduct relay) {
        Answer answer = Wire.embed(relay.endpoint(), EMBED.formatted(rest)).send();
        assertThat(answer.error(400).path("message").asText()).contains(field);
        assertThat(relay.upstream().takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "true", "[]", "{}"})
    void aModelThatIsNoName(String model, RelayProduct relay) {
        String body = "{\"model\":" + model + ",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
        assertThat(Wire.chat(relay.endpoint(), body)
                        .send()
                        .error(400)
                        .path("message")
                        .asText())
                .contains("model");
    }

    /** The built-in model has ranges of its own; it must refuse what is outside of them and not fall over. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temperature | -1",
                "temperature | 3",
                "temperature | \"hot\"",
                "top_p | 2",
                "top_p | -0.1",
                "max_tokens | -1",
                "max_tokens | 1.5",
                "max_tokens | \"many\"",
                "presence_penalty | 9",
                "frequency_penalty | -9",
                "stop | 7",
                "seed | \"x\"",
                "messages | [{\"role\":\"nobody\",\"content\":\"a\"}]",
                "messages | [{\"content\":\"a\"}]",
                "messages | [{\"role\":\"user\"}]",
                "messages | [{\"role\":\"user\",\"content\":7}]",
                "messages | [7]",
            })
    void aValueThatTheBuiltInModelDoesNotTake(String field, String value, BuiltInProduct builtIn) {
        String messages = field.equals("messages") ? value : "[{\"role\":\"user\",\"content\":\"a\"}]";
        String more = field.equals("messages") ? "" : ",\"" + field + "\":" + value;
        Answer answer = Wire.chat(builtIn.endpoint(), "{\"model\":\"sprue-chat\",\"messages\":" + messages + more + "}")
                .send();
        assertThat(answer.status()).as("%s", answer).isIn(400, 422);
        answer.error(answer.status());
        assertThat(answer.body()).contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dimensions | -1",
                "dimensions | \"x\"",
                "encoding_format | \"morse\"",
                "input | [{}]",
                "input | [[]]"
            })
    void aValueThatTheBuiltInEmbeddingDoesNotTake(String field, String value, BuiltInProduct builtIn) {
        String input = field.equals("input") ? value : "[\"a\"]";
        String more = field.equals("input") ? "" : ",\"" + field + "\":" + value;
        Answer answer = Wire.embed(builtIn.endpoint(), "{\"model\":\"sprue-embed\",\"input\":" + input + more + "}")
                .send();
        assertThat(answer.status()).as("%s", answer).isIn(400, 422);
        answer.error(answer.status());
        assertThat(answer.body()).contains(field);
    }
}
