package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.api.management.ManagementHost.Answer;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.testing.RawHttp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the management API refuses before anything is done, and how it says that. */
class ManagementSurfaceTest {

    private static final String GET =
            "GET " + ManagementHost.ACCOUNT + "?" + ManagementHost.VERSION + " HTTP/1.1\nhost: 127.0.0.1";

    @RegisterExtension
    static final ManagementHost HOST = new ManagementHost(ManagementYaml.TWO_RESOURCES, 64);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x: y                                        | AuthenticationFailed
            api-key: admin-token-0123456789-secret      | AuthenticationFailed
            api-key: declared-key-0123456789-secret     | AuthenticationFailed
            authorization: Basic YWRtaW46YWRtaW4=       | AuthenticationFailed
            authorization: Bearer                       | AuthenticationFailed
            authorization: Bearer nonsense              | InvalidAuthenticationToken
            authorization: Bearer admin-token           | InvalidAuthenticationToken
            authorization: Bearer declared-key-0123456789-secret | InvalidAuthenticationToken
            """)
    void letsNobodyInWithoutTheToken(String header, String code) {
        try (RawHttp raw = HOST.connect()) {
            RawHttp.Answer answer = raw.send(GET + "\n" + header + "\n\n").answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate").orElse("")).startsWith("Bearer ");
            assertThat(ManagementHost.json(answer.body()).at("/error/code").asText())
                    .isEqualTo(code);
            assertThat(answer.header("x-ms-request-id")).isPresent();
        }
    }

    /** A stranger learns nothing about what there is. */
    @ParameterizedTest
    @ValueSource(strings = {"/subscriptions/x/y/z?", "/subscriptions/%zz?", "/subscriptions"})
    void asksWhoCallsBeforeAnythingElse(String target) {
        try (RawHttp raw = HOST.connect()) {
            assertThat(raw.send("PATCH " + target + " HTTP/1.1\nhost: x\n\n")
                            .answer()
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void takesTheTokenInAnySpellingOfItsScheme() {
        try (RawHttp raw = HOST.connect()) {
            assertThat(raw.send(GET + "\nauthorization: bEARER  " + ManagementHost.TOKEN + "\n\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-05-01", "2024-10-01", "2025-06-01", "2025-09-01", "2026-03-01", "2025-10-01-PREVIEW"})
    void servesTheVersionsThatThereAre(String version) {
        assertThat(HOST.call("GET", ManagementHost.ACCOUNT + "?api-version=" + version, "")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-12-01", "2024-10-21", "v1", "1", "2024-10-01-preview%00"})
    void refusesOtherVersionsAndNamesTheOnesThereAre(String version) {
        Answer refused = HOST.call("GET", ManagementHost.ACCOUNT + "?api-version=" + version, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("NoRegisteredProviderFound");
        assertThat(refused.at("/error/message")).contains("2024-10-01", "2026-03-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?api-version=", "?apiversion=2024-10-01"})
    void asksForAVersion(String query) {
        Answer refused = HOST.call("GET", ManagementHost.ACCOUNT + query, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void asksSubscriptionsForADateOnly() {
        assertThat(HOST.call("GET", "/subscriptions?api-version=2016-06-01", "").status())
                .isEqualTo(200);
        assertThat(HOST.call("GET", "/subscriptions?api-version=today", "").code())
                .isEqualTo("InvalidApiVersionParameter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /subscriptions/no                                                    | SubscriptionNotFound
            SUB/resourceGroups/no                                                | ResourceGroupNotFound
            SUB/resourceGroups/Team-A/providers/Microsoft.CognitiveServices/accounts/no | ResourceNotFound
            SUB/resourceGroups/Other/providers/Microsoft.CognitiveServices/accounts/elsewhere | ResourceGroupNotFound
            SUB/resourceGroups/Team-A/providers/Microsoft.CognitiveServices/accounts/elsewhere | ResourceNotFound
            SUB/resourceGroups/Team-A/providers/Microsoft.CognitiveServices/accounts/Contoso/deployments/no | ResourceNotFound
            SUB/resourceGroups/Team-A/providers/Microsoft.CognitiveServices/boxes/no | InvalidResourceType
            SUB/resourceGroups/Team-A/providers/Microsoft.Storage/accounts/no    | InvalidResourceType
            SUB/resourceGroups/Team-A/providers                                  | InvalidResourceType
            SUB/somethings                                                       | InvalidResourceType
            """)
    void saysWhatIsNotThere(String path, String code) {
        String target = path.replace("SUB", "/subscriptions/11111111-2222-3333-4444-555555555555");
        Answer answer = HOST.call("GET", target + "?" + ManagementHost.VERSION, "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void saysWhichMethodsAPathTakes() {
        Answer deployments = HOST.account("POST", "/deployments/x", "{}");
        assertThat(deployments.status()).isEqualTo(405);
        assertThat(deployments.headers()).containsEntry("allow", "DELETE, GET, HEAD, PATCH, PUT");
        assertThat(HOST.account("DELETE", "", "").status()).isEqualTo(405);
        assertThat(HOST.account("GET", "/listKeys", "").headers()).containsEntry("allow", "POST");
        assertThat(HOST.account("PU", "/deployments/x", "").status()).isEqualTo(405);
    }

    @Test
    void answersAHeadAsAGetWithoutTheBody() {
        assertThat(head("/deployments")).isEqualTo(200);
        assertThat(head("/deployments/absent")).isEqualTo(404);
        assertThat(head("/listKeys")).isEqualTo(405);
    }

    /** Azure's clients ask whether there is a group, and take 204 alone for a yes. */
    @Test
    void saysByStatusWhetherThereIsAGroup() {
        String groups = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/";
        assertThat(headOf(groups + "team-a")).isEqualTo(204);
        assertThat(headOf(groups + "absent")).isEqualTo(404);
        assertThat(headOf(groups.substring(0, groups.length() - 1))).isEqualTo(200);
    }

    private static int head(String path) {
        return headOf(ManagementHost.ACCOUNT + path);
    }

    private static int headOf(String path) {
        try (RawHttp raw = HOST.connect()) {
            String rest = " " + path + "?" + ManagementHost.VERSION
                    + " HTTP/1.1\nhost: 127.0.0.1\nauthorization: Bearer " + ManagementHost.TOKEN + "\n\n";
            int status = raw.send("HEAD" + rest).answerWithoutBody().status();
            // A body would be taken for the beginning of this one.
            assertThat(raw.send("DELETE" + rest.replace(path, "/subscriptions"))
                            .answerWithoutBody()
                            .status())
                    .isEqualTo(405);
            return status;
        }
    }

    @Test
    void answersWithTheIdsOfARequest() {
        Answer answer =
                HOST.account("GET", "", "", "x-ms-client-request-id: mine-1", "x-ms-correlation-request-id: thread-1");
        assertThat(answer.headers())
                .containsEntry("x-ms-client-request-id", "mine-1")
                .containsEntry("x-ms-correlation-request-id", "thread-1")
                .containsKey("x-ms-request-id");
        Answer own = HOST.account("GET", "", "");
        assertThat(own.headers().get("x-ms-correlation-request-id"))
                .isEqualTo(own.headers().get("x-ms-request-id"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"DATABASE_AWAY", "DATABASE_BUSY", "DATABASE_FULL"})
    void saysWhenToComeBackWhileTheDatabaseCannotBeUsed(ErrorCode code) {
        HOST.trouble(Failure.of(code).withRetryAfterMs(1_500).toException());
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            Answer answer = HOST.account(method, "/deployments/any", method.startsWith("P") ? "{}" : "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("ServiceUnavailable");
            assertThat(answer.headers()).containsEntry("retry-after", "2").containsEntry("retry-after-ms", "1500");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{",
                "[1]",
                "{\"a\":1,\"a\":2}",
                "{\"tags\":{\"a\":\"1\",\"a\":\"2\"}}",
                "{\"sku\":{\"sku\":"
            })
    void refusesBodiesThatAreNoObject(String body) {
        Answer answer = HOST.account("PATCH", "/deployments/any", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidRequestContent");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrNoJson() {
        String large = "{\"tags\": {\"a\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}}";
        assertThat(HOST.account("PATCH", "/deployments/any", large).status()).isEqualTo(413);
        assertThat(HOST.account("PATCH", "/deployments/any", "{}", "content-encoding: gzip")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $top=0                  | $top
            $top=1001               | $top
            $top=many               | $top
            $top=99999999999999     | $top
            $skipToken=%%%          | BadRequest
            $skipToken=!            | $skipToken
            """)
    void refusesPagesThatAreNone(String query, String named) {
        Answer answer = HOST.account("GET", "/deployments?" + query, "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code() + answer.at("/error/message")).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"if-match: \"a", "if-match: a\" b", "if-none-match: ,", "if-match:"})
    void refusesConditionsThatAreNone(String header) {
        for (String method : List.of("DELETE", "PUT")) {
            Answer answer = HOST.account(method, "/deployments/any", method.equals("PUT") ? "{}" : "", header);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("InvalidHeaderValue");
        }
    }
}
