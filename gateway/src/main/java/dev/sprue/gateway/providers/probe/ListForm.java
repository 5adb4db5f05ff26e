package dev.sprue.gateway.providers.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.azure.AzureOpenAi;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Where a type of provider lists its models, and how.
 *
 * @param target where that is
 * @param path path and query of the first page
 * @param own headers beside the usual ones
 * @param list the field that holds the list; the answer itself can be the list, too
 * @param mark the field that holds the mark of the next page; empty where there is but one page
 * @param more the field that says whether there is a next page; empty where the mark does
 * @param parameter the query parameter that takes the mark
 */
record ListForm(
        UpstreamTarget target, String path, List<Header> own, String list, String mark, String more, String parameter) {

    private static final Header ACCEPT = new Header(Headers.ACCEPT, Headers.JSON);
    private static final Header AGENT = new Header(Headers.USER_AGENT, Headers.SPRUE);
    private static final Header ANTHROPIC_VERSION =
            new Header(Headers.value("anthropic-version"), Headers.value("2023-06-01"));

    /** The last version of Azure's data plane that lists deployments. */
    private static final String AZURE_DEPLOYMENTS = "/openai/deployments?api-version=2022-12-01";

    /** How a provider lists its models; empty where it does not. */
    static Optional<ListForm> of(ProviderConfig config, UpstreamTarget target) {
        String base = target.basePath();
        return switch (config.type()) {
            case OPENAI, MISTRAL -> Optional.of(onePage(target, base + "/models", "data"));
            case AZURE_OPENAI, AZURE_INFERENCE -> azure(target);
            case ANTHROPIC ->
                Optional.of(new ListForm(
                        target,
                        versioned(base, "/v1") + "/models?limit=1000",
                        List.of(ANTHROPIC_VERSION),
                        "data",
                        "last_id",
                        "has_more",
                        "after_id"));
            case GEMINI ->
                config.vertex().isPresent()
                        ? Optional.empty()
                        : Optional.of(new ListForm(
                                target,
                                versioned(base, "/v1beta") + "/models?pageSize=1000",
                                List.of(),
                                "models",
                                "nextPageToken",
                                "",
                                "pageToken"));
            case COHERE ->
                Optional.of(new ListForm(
                        target,
                        withoutVersion(base) + "/v1/models?page_size=1000",
                        List.of(),
                        "models",
                        "next_page_token",
                        "",
                        "page_token"));
            case OLLAMA -> Optional.of(onePage(target, base + "/api/tags", "models"));
            case BEDROCK -> bedrock(target);
            case BUILTIN -> Optional.empty();
        };
    }

    private static ListForm onePage(UpstreamTarget target, String path, String list) {
        return new ListForm(target, path, List.of(), list, "", "", "");
    }

    /** Resources list their deployments; endpoints of one model have none to list. */
    private static Optional<ListForm> azure(UpstreamTarget target) {
        String host = target.endpoint().host();
        return host.endsWith(".models.ai.azure.com") || host.endsWith(".inference.ml.azure.com")
                ? Optional.empty()
                : Optional.of(onePage(
                        target,
                        AzureOpenAi.base(target.basePath()).replaceFirst("/models$", "") + AZURE_DEPLOYMENTS,
                        "data"));
    }

    /** The models are listed by the control plane, which has a host of its own. */
    private static Optional<ListForm> bedrock(UpstreamTarget target) {
        UpstreamEndpoint runtime = target.endpoint();
        if (!runtime.host().startsWith("bedrock-runtime.")) {
            return Optional.empty();
        }
        UpstreamEndpoint control = new UpstreamEndpoint(
                runtime.host().replaceFirst("^bedrock-runtime", "bedrock"),
                runtime.port(),
                runtime.tls(),
                runtime.connectMs());
        UpstreamTarget other = new UpstreamTarget(target.provider(), control, "", target.timeouts());
        return Optional.of(onePage(other, "/foundation-models", "modelSummaries"));
    }

    private static String versioned(String base, String version) {
        return base.matches(".*/v[0-9][a-z0-9]*") ? base : base + version;
    }

    private static String withoutVersion(String base) {
        return base.replaceFirst("/v[0-9][a-z0-9]*$", "");
    }

    /** The headers of the request. */
    List<Header> headers() {
        return own.isEmpty() ? List.of(ACCEPT, AGENT) : List.of(ACCEPT, AGENT, own.getFirst());
    }

    /** Path and query of a page. */
    String uri(Optional<String> after) {
        return after.map(page -> path
                        + (path.contains("?") ? "&" : "?")
                        + parameter
                        + "="
                        + URLEncoder.encode(page, StandardCharsets.UTF_8))
                .orElse(path);
    }

    /** The items of a page. */
    JsonNode items(JsonNode root) {
        return root.isArray() ? root : root.path(list);
    }

    /** The mark of the page behind this one; empty where there is none. */
    Optional<String> next(JsonNode root) {
        boolean another = !mark.isEmpty() && (more.isEmpty() || root.path(more).asBoolean());
        return Optional.of(root.path(mark).asText("")).filter(found -> another && !found.isEmpty());
    }

    /** A model of the list; empty for an item that has no name. */
    Optional<ListedModel> read(JsonNode item) {
        return ListItem.read(item, target.provider());
    }
}
