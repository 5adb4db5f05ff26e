package dev.sprue.gateway.api.openai;

import java.util.Optional;

/**
 * The path of a list, or of one thing in it.
 *
 * @param list which one
 * @param name what of it, decoded; empty for all
 */
record ListPath(List list, Optional<String> name) {

    private static final String MODELS = "models";
    private static final String DEPLOYMENTS = "deployments";

    /** What can be listed. */
    enum List {
        /** The models, on a dated route. */
        DATED_MODELS,
        /** The deployments and models, on the v1 route. */
        V1_MODELS,
        /** The deployments, on a dated route. */
        DEPLOYMENTS
    }

    /** Reads a path without case; empty if it is none of these. */
    static Optional<ListPath> of(String sent) {
        String path = OpenAiPath.single(sent);
        int from = OpenAiPath.below(path);
        if (from < 0) {
            return Optional.empty();
        }
        if (OpenAiPath.starts(path, from, OpenAiPath.V1)) {
            return of(List.V1_MODELS, MODELS, path, from + OpenAiPath.V1.length());
        }
        if (OpenAiPath.starts(path, 0, OpenAiPath.PROJECTS)) {
            return Optional.empty();
        }
        return of(List.DATED_MODELS, MODELS, path, from).or(() -> of(List.DEPLOYMENTS, DEPLOYMENTS, path, from));
    }

    private static Optional<ListPath> of(List list, String word, String path, int from) {
        if (!OpenAiPath.starts(path, from, word)) {
            return Optional.empty();
        }
        int end = from + word.length();
        if (path.length() == end) {
            return Optional.of(new ListPath(list, Optional.empty()));
        }
        // The names of models may hold slashes, those of deployments may not.
        if (path.charAt(end) != '/'
                || path.length() == end + 1
                || list == List.DEPLOYMENTS && path.indexOf('/', end + 1) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new ListPath(list, Optional.of(OpenAiPath.decoded(path.substring(end + 1)))));
    }
}
