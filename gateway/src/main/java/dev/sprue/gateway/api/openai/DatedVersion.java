package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.http.Exchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of the dated routes.
 *
 * @param text as {@code api-version} has it
 * @param servesChat whether it has chat completions, which came after plain ones
 */
record DatedVersion(String text, boolean servesChat) {

    private static final String PARAMETER = "api-version";
    private static final String FIRST_WITH_CHAT = "2023-03-15-preview";
    private static final String LAST_WITH_DEPLOYMENTS = "2023-03-15-preview";

    /** All that the service has had, oldest first, and the date that Semantic Kernel sends unless told otherwise. */
    private static final List<String> SERVED = List.of(
            "2022-03-01-preview",
            "2022-06-01-preview",
            "2022-12-01",
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
            "2025-08-28");

    private static final Map<String, DatedVersion> BY_NAME = new HashMap<>();
    private static final Map<String, DatedVersion> BY_QUERY = new HashMap<>();

    static {
        for (String text : SERVED) {
            DatedVersion version = new DatedVersion(text, text.compareTo(FIRST_WITH_CHAT) >= 0);
            BY_NAME.put(text, version);
            BY_QUERY.put(PARAMETER + "=" + text, version);
        }
    }

    /** Whether it has the list of deployments, which later ones have elsewhere. */
    boolean listsDeployments() {
        return text.compareTo(LAST_WITH_DEPLOYMENTS) <= 0;
    }

    /**
     * The version that a call names; empty where it names none, or one that the service has never had. Nearly every call has
     * this one query parameter and nothing else, for which nothing is decoded.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where the query cannot be read
     */
    static Optional<DatedVersion> of(Exchange exchange) {
        DatedVersion usual = BY_QUERY.get(exchange.query());
        return usual != null ? Optional.of(usual) : exchange.query(PARAMETER).map(text -> BY_NAME.get(text));
    }

    /**
     * Whether a call on a v1 route names a version that those have, or none.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where the query cannot be read
     */
    static boolean isV1(Exchange exchange) {
        if (exchange.query().isEmpty()) {
            return true;
        }
        return switch (exchange.query(PARAMETER).orElse("")) {
            case "", "v1", "preview", "latest" -> true;
            default -> false;
        };
    }
}
