package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /info}: what each deployment is, however it is named, in every version. */
class InfoTest {

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        // Nothing is asked of any upstream.
        rig = Rig.before(1, Rig.Bounds.WIDE);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Chat,     chat-completion",
        "cHAT,     chat-completion",
        "Embed,    embeddings",
        "Pictures, image-embeddings"
    })
    void everyDeploymentIsToldOfInEveryVersionHoweverItIsNamed(String name, String type) {
        String wanted = "{\"model_name\":\"" + (type.startsWith("chat") ? "Chat" : name) + "-model\",\"model_type\":\""
                + type + "\",\"model_provider_name\":\"Test\"}";
        for (String version : new String[] {"2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"}) {
            for (String prefix : new String[] {"/models", "/api/models"}) {
                String path = prefix + "/info?api-version=" + version;
                assertThat(get(path + "&model=" + name, "").body()).isEqualTo(wanted);
                assertThat(get(path, "\nx-ms-model-mesh-model-name: " + name).body())
                        .isEqualTo(wanted);
                assertThat(get(path, "\nazureml-model-deployment: " + name).body())
                        .isEqualTo(wanted);
                // The query is the nearer word.
                assertThat(get(path + "&model=" + name, "\nazureml-model-deployment: nobody")
                                .body())
                        .isEqualTo(wanted);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&model=", "&model=%20"})
    void withoutANameItTellsOfTheOneThatAnswersChatsWithoutOne(String query) {
        RawHttp.Answer answer = get("/models/info?api-version=2025-04-01" + query, "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.body()).contains("\"Chat-model\"");
    }

    @Test
    void aNameThatIsNobodysIsUnknown() {
        RawHttp.Answer answer = get("/models/info?api-version=2025-04-01&model=nobody", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-ms-error-code")).hasValue("unknown_model");
        assertThat(answer.body()).contains("\"details\":\"Unknown model: nobody");
    }

    private static RawHttp.Answer get(String path, String headers) {
        try (RawHttp raw = rig.connect()) {
            return raw.send("GET " + path + " HTTP/1.1\nhost: rig\napi-key: " + Rig.KEY + headers + "\n\n")
                    .answer();
        }
    }
}
