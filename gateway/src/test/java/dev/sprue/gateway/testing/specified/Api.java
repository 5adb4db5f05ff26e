package dev.sprue.gateway.testing.specified;

import dev.sprue.specification.AzureOpenAi;
import dev.sprue.specification.ModelInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The APIs that the gateway speaks: where they are, and which documents specify them. */
public enum Api {
    /** The Azure AI Model Inference API. */
    MODELS("/models", "(?:/api)?/models(|/.*)"),

    /** OpenAI's API as Azure has it since it lost its dates. */
    V1("/openai/v1", "(?i:(?:/api/projects/[^/]+)?/openai/v1)(|/.*)"),

    /** OpenAI's API as Azure had it with dated versions, a path for each deployment. */
    DATED("/openai", "(?i:/openai)(|/.*)");

    /** The route of a deployment's operations as the documents write it. */
    static final String DEPLOYMENT = "/deployments/{deployment-id}";

    private final String prefix;
    private final Pattern path;

    Api(String prefix, String path) {
        this.prefix = prefix;
        this.path = Pattern.compile(path, Pattern.DOTALL);
    }

    /**
     * Where a request goes.
     *
     * @param route as the documents write it
     */
    public record Place(Api api, String route) {

        /** The documents that hold for an {@code api-version}, by name; none where the version is none of this API. */
        public List<String> documents(Optional<String> version) {
            return switch (api) {
                case MODELS -> version.flatMap(Place::served).stream().toList();
                case V1 ->
                    version.filter(one -> !List.of("", "v1", "preview", "latest")
                                            .contains(one))
                                    .isPresent()
                            ? List.of()
                            : columns();
                case DATED ->
                    version.flatMap(one -> AzureOpenAi.holding(columns(), one)).stream()
                            .toList();
            };
        }

        /** All documents that specify this route, oldest first. */
        public List<String> columns() {
            return switch (api) {
                case MODELS -> ModelInference.VERSIONS;
                case V1 -> AzureOpenAi.V1;
                case DATED -> {
                    if (route.startsWith("/models")) {
                        yield AzureOpenAi.AUTHORING;
                    }
                    boolean list = route.equals("/deployments") || route.equals(DEPLOYMENT);
                    yield list ? AzureOpenAi.DEPLOYMENTS : AzureOpenAi.INFERENCE;
                }
            };
        }

        /** The file of a document. */
        String file(String document) {
            return switch (api) {
                case MODELS -> ModelInference.file(document);
                case V1 -> AzureOpenAi.v1(document);
                case DATED ->
                    columns().equals(AzureOpenAi.INFERENCE)
                            ? AzureOpenAi.inference(document)
                            : AzureOpenAi.authoring(document);
            };
        }

        /** The version as which a draft is served. */
        private static Optional<String> served(String asked) {
            String version =
                    switch (asked) {
                        case "2024-04-01-preview", "2024-08-01-preview", "2024-10-21" -> "2024-05-01-preview";
                        case "2025-02-01-preview" -> "2025-04-01";
                        case "2025-05-01-preview", "2025-08-28" -> "2025-05-15-preview";
                        default -> asked;
                    };
            return Optional.of(version).filter(ModelInference.VERSIONS::contains);
        }
    }

    /** Where a path leads; empty for what is of no API. */
    public static Optional<Place> place(String path) {
        for (Api api : values()) {
            Matcher matcher = api.path.matcher(path);
            if (matcher.matches()) {
                return Optional.of(new Place(api, api.template(matcher.group(1))));
            }
        }
        return Optional.empty();
    }

    private String template(String route) {
        return switch (this) {
            case MODELS -> route;
            case V1 -> route.toLowerCase(Locale.ROOT).replaceFirst("^/models/.+", "/models/{model}");
            case DATED ->
                route.toLowerCase(Locale.ROOT)
                        .replaceFirst("^/models/.+", "/models/{model-id}")
                        .replaceFirst("^/deployments/[^/]+", Matcher.quoteReplacement(DEPLOYMENT));
        };
    }

    /** The operations of OpenAI's API that there are here, as method and route; those of the other API are all. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        String of = this == DATED ? DEPLOYMENT : "";
        if (this != MODELS) {
            for (String route : List.of("/chat/completions", "/completions", "/embeddings")) {
                operations.add(new Operation("POST", of + route));
            }
            operations.add(new Operation("GET", "/models"));
            operations.add(new Operation("GET", this == V1 ? "/models/{model}" : "/models/{model-id}"));
        }
        if (this == DATED) {
            operations.add(new Operation("GET", "/deployments"));
            operations.add(new Operation("GET", DEPLOYMENT));
        }
        return operations;
    }

    /** The columns of the table of errors: versions do not differ there but for those of the first API. */
    public List<String> errorColumns() {
        return switch (this) {
            case MODELS -> ModelInference.VERSIONS;
            case DATED -> List.of("dated versions");
            case V1 -> List.of("v1");
        };
    }

    /** A method and a route as the documents write it. */
    public record Operation(String method, String route) {}

    /** What stands before its routes. */
    public String prefix() {
        return prefix;
    }
}
