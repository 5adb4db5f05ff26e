package dev.sprue.gateway.providers.gemini;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where Google's two services have their models: the path of a method of a model. */
public sealed interface GeminiPlace {

    /**
     * The address of Google's servers.
     *
     * @param location Vertex's region, or {@code global}; empty for AI Studio
     */
    static String endpoint(Optional<String> location) {
        return location.map(region -> region.equals("global")
                        ? "https://aiplatform.googleapis.com"
                        : "https://" + region + "-aiplatform.googleapis.com")
                .orElse("https://generativelanguage.googleapis.com");
    }

    /** The path of a method. */
    String path(String modelId, String method);

    /** How the body of a request names the model, where it has to. */
    String resource(String modelId);

    /**
     * AI Studio, also called the Gemini API.
     *
     * @param base path before {@code /models}, with the API's version and without a slash at its end
     */
    record AiStudio(String base) implements GeminiPlace {

        private static final Pattern VERSIONED = Pattern.compile("/v[0-9][a-z0-9]*$");

        /** At an address whose path may end in a version already; else {@code v1beta} is taken, which knows most. */
        public static AiStudio at(String basePath) {
            return new AiStudio(VERSIONED.matcher(basePath).find() ? basePath : basePath + "/v1beta");
        }

        @Override
        public String path(String modelId, String method) {
            return base + "/" + encoded(resource(modelId)) + ":" + method;
        }

        @Override
        public String resource(String modelId) {
            return modelId.contains("/") ? modelId : "models/" + modelId;
        }
    }

    /**
     * Vertex AI.
     *
     * @param base path before everything else, with the API's version and without a slash at its end
     * @param parent the project and the location, as a path; empty where an API key stands for them (express mode)
     */
    record Vertex(String base, Optional<String> parent) implements GeminiPlace {

        private static final Pattern NUMBER = Pattern.compile("[0-9]+");

        /** A project's models in a location. */
        public static Vertex of(String basePath, Optional<String> project, String location) {
            return new Vertex(basePath + "/v1", project.map(name -> "projects/" + name + "/locations/" + location));
        }

        @Override
        public String path(String modelId, String method) {
            return base + "/" + encoded(resource(modelId)) + ":" + method;
        }

        /** Google's own models by their name, tuned ones by the number of their endpoint, others by their path. */
        @Override
        public String resource(String modelId) {
            if (modelId.startsWith("projects/")) {
                return modelId;
            }
            String below = modelId.contains("/")
                    ? modelId
                    : (NUMBER.matcher(modelId).matches() ? "endpoints/" : "publishers/google/models/") + modelId;
            return parent.map(path -> path + "/" + below).orElse(below);
        }
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(step -> URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
