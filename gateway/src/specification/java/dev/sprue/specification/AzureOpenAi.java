package dev.sprue.specification;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where the documents of Azure OpenAI and of OpenAI are, and which holds for an {@code api-version}. */
public final class AzureOpenAi {

    /** The versions of chat completions, completions and embeddings that have a document, oldest first. */
    public static final List<String> INFERENCE =
            List.of("2024-10-01-preview", "2024-10-21", "2025-03-01-preview", "2025-04-01-preview");

    /** The versions of the list of models that have a document, oldest first. */
    public static final List<String> AUTHORING = List.of("2022-12-01", "2024-10-01-preview", "2024-10-21");

    /** The only version with a document that has the list of deployments. */
    public static final List<String> DEPLOYMENTS = List.of("2022-12-01");

    /** The documents that hold for the route without dates: Azure's, and OpenAI's own. */
    public static final List<String> V1 = List.of("v1 (Azure)", "v1 (OpenAI)");

    private AzureOpenAi() {}

    /**
     * The version whose document holds for another: the nearest that is not earlier, or the last one where all are.
     *
     * @param documented versions with a document
     * @param asked what a caller names; empty where it is no version by its looks
     */
    public static Optional<String> holding(List<String> documented, String asked) {
        if (!asked.matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
            return Optional.empty();
        }
        return documented.stream()
                .filter(version -> date(version).compareTo(date(asked)) >= 0)
                .min(Comparator.naturalOrder())
                .or(() -> Optional.of(documented.getLast()));
    }

    private static String date(String version) {
        return version.substring(0, 10);
    }

    /** The document of chat completions, completions and embeddings, below the folder of all specifications. */
    public static String inference(String version) {
        return "azure-openai/inference/" + version
                + (version.equals("2025-04-01-preview") ? "/inference.apim-export.yaml" : "/inference.json");
    }

    /** The document of models and deployments. */
    public static String authoring(String version) {
        return "azure-openai/authoring/" + version + "/azureopenai.json";
    }

    /** A document of the route without dates. */
    public static String v1(String name) {
        return name.equals("v1 (Azure)") ? "azure-openai/v1/openapi3.json" : "openai/openapi.json";
    }
}
