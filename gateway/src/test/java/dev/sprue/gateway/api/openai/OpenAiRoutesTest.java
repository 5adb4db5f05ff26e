package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths and versions there are, and what is said of others. */
@OutOfSpecification("its answers have what the inference API specifies, which lacks fields of OpenAI's")
class OpenAiRoutesTest {

    private static final String NOT_FOUND = "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}";
    private static final String DATED = "/openai/deployments/chat/chat/completions";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-03-15-preview",
                "2023-05-15",
                "2023-06-01-preview",
                "2023-07-01-preview",
                "2023-08-01-preview",
                "2023-09-01-preview",
                "2023-10-01-preview",
                "2023-12-01-preview",
                "2024-02-01",
                "2024-02-15-preview",
                "2024-03-01-preview",
                "2024-04-01-preview",
                "2024-05-01-preview",
                "2024-06-01",
                "2024-07-01-preview",
                "2024-08-01-preview",
                "2024-09-01-preview",
                "2024-10-01-preview",
                "2024-10-21",
                "2024-12-01-preview",
                "2025-01-01-preview",
                "2025-02-01-preview",
                "2025-03-01-preview",
                "2025-04-01-preview",
                "2025-08-28"
            })
    void everyDatedVersionServesChats(String version) {
        assertThat(chat(DATED + "?api-version=" + version).status()).isEqualTo(200);
        assertThat(chat(DATED + "?x=1&api-version=" + version + "&y").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?api-version=",
                "?api-version=2022-12-01",
                "?api-version=2022-03-01-preview",
                "?api-version=2022-06-01-preview",
                "?api-version=2024-10-22",
                "?api-version=v1",
                "?api-version=preview",
                "?API-VERSION=2024-10-21",
                "?version=2024-10-21"
            })
    void aDatedRouteIsNotThereInOtherVersions(String query) {
        RawHttp.Answer answer = chat(DATED + query);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?api-version=",
                "?api-version=v1",
                "?api-version=preview",
                "?api-version=latest",
                "?x=1"
            })
    void v1HasNoDates(String query) {
        assertThat(chat(Rig.V1_CHAT + query).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?api-version=2024-10-21", "?api-version=2025-04-01-preview", "?api-version=V2"})
    void v1RefusesDates(String query) {
        RawHttp.Answer answer = chat(Rig.V1_CHAT + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"code\":\"BadRequest\",\"message\":\"API version not supported\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai",
                "/openai/",
                "/openai/v1",
                "/openai/v1/",
                "/openai/v1/chat",
                "/openai/v1/chat/completions/",
                "/openai/v1/chat/completionsx",
                "/openai/chat/completions",
                "/openai/deployments/chat/chat/completions/",
                "/openai/deployments/chat/v1/chat/completions",
                "/openai/deployments/v1/chat/chat/completions",
                "/api/projects/p/openai/deployments/chat/chat/completions",
                "/api/projects//openai/v1/chat/completions",
                "/api/projects/p/q/openai/v1/chat/completions"
            })
    void otherPathsAreNotFound(String path) {
        RawHttp.Answer answer = chat(path + "?api-version=2024-10-21");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"404\",\"message\":\"Resource not found\"");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST,   /openai/deployments/chat/audio/transcriptions?api-version=2024-10-21
            POST,   /openai/deployments/chat/images/generations?api-version=2024-10-21
            POST,   /openai/deployments/chat/extensions/chat/completions?api-version=2023-06-01-preview
            POST,   /openai/files?api-version=2024-10-21
            GET,    /OpenAI/Batches/b1?api-version=2024-10-21
            POST,   /openai//fine_tuning/jobs?api-version=2024-10-21
            GET,    /openai/realtime?api-version=2024-10-01-preview&deployment=chat
            POST,   /openai/realtimeapi/sessions?api-version=2025-04-01-preview
            GET,    /openai/chat/completions/c1?api-version=2025-02-01-preview
            GET,    /openai/chat/completions?api-version=2025-02-01-preview
            POST,   /openai/v1/responses
            POST,   /api/projects/p/openai/v1/responses
            GET,    /openai/v1/conversations/c1
            POST,   /openai/v1/vector_stores
            POST,   /openai/v1/threads/runs
            GET,    /openai/v1/chat/completions
            DELETE, /openai/v1/chat/completions/c1
            POST,   /openai/v1/evals
            POST,   /openai/v1/videos
            POST,   /openai/v1/containers
            """)
    void whatTheServiceHasBesidesIsNotServedYet(String method, String path) {
        RawHttp.Answer answer = send(method + " " + path + " HTTP/1.1\nhost: rig\napi-key: " + Rig.KEY);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"code\":\"404\",\"message\":\"The service has /")
                .contains("does not serve it yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.CHAT, Rig.DATED_CHAT, Rig.V1_CHAT})
    void answersSayWhichDeploymentGaveThem(String path) {
        for (boolean stream : new boolean[] {false, true}) {
            RawHttp.Answer answer = RUNNING.rig().call(path, Rig.chatBody(stream));
            assertThat(answer.header("x-ms-deployment-name")).hasValue("Chat");
            assertThat(answer.header("x-ms-rai-invoked")).hasValue("false");
            assertThat(answer.header("x-ms-region")).hasValue(Rig.REGION);
            assertThat(answer.header("apim-request-id")).isPresent().isEqualTo(answer.header("x-request-id"));
        }
        RawHttp.Answer refused = RUNNING.rig().call(path, "{}");
        assertThat(refused.header("x-ms-deployment-name")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.DATED_CHAT, Rig.V1_CHAT})
    void anotherMethodIsRefused(String path) {
        for (String method : new String[] {"PUT", "PATCH"}) {
            RawHttp.Answer answer = send(method + " " + path + " HTTP/1.1\nhost: rig\napi-key: " + Rig.KEY);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).hasValue("POST");
            assertThat(answer.body()).contains("\"MethodNotAllowed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Rig.DATED_CHAT,
                Rig.V1_CHAT,
                "/openai/deployments/nobody/chat/completions?api-version=never",
                "/openai/nothing",
                "/openai/v1/chat/completions?api-version=2024-10-21"
            })
    void aStrangerLearnsNothing(String path) {
        for (String key : new String[] {"", "\napi-key: wrong", "\nauthorization: Bearer wrong"}) {
            RawHttp.Answer answer = send("POST " + path + " HTTP/1.1\nhost: rig" + key);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body())
                    .startsWith("{\"error\":{\"code\":\"401\",\"message\":\"")
                    .endsWith("\"}}");
        }
    }

    private static RawHttp.Answer chat(String path) {
        return RUNNING.rig().call(path, Rig.chatBody(false));
    }

    private static RawHttp.Answer send(String head) {
        try (RawHttp raw = RUNNING.rig().connect()) {
            return raw.send(head, "{}").answer();
        }
    }
}
