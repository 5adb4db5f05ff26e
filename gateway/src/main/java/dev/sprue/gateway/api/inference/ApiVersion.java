package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.http.Exchange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The versions of the API that are served, oldest first, each with the names under which clients still ask for it: withdrawn
 * drafts, and dates of the Azure OpenAI API, which Semantic Kernel sends unless told otherwise.
 */
enum ApiVersion {
    V2024_05_01_PREVIEW("2024-05-01-preview", "2024-04-01-preview", "2024-08-01-preview", "2024-10-21"),
    V2025_04_01("2025-04-01", "2025-02-01-preview"),
    V2025_05_01("2025-05-01"),
    V2025_05_15_PREVIEW("2025-05-15-preview", "2025-05-01-preview", "2025-08-28");

    private static final String PARAMETER = "api-version";
    private static final Map<String, ApiVersion> BY_NAME = new HashMap<>();
    private static final Map<String, ApiVersion> BY_QUERY = new HashMap<>();
    private static final String SERVED =
            Arrays.stream(values()).map(version -> version.text).collect(Collectors.joining(", "));

    static {
        for (ApiVersion version : values()) {
            BY_NAME.put(version.text, version);
            for (String alias : version.aliases) {
                BY_NAME.put(alias, version);
            }
        }
        BY_NAME.forEach((name, version) -> BY_QUERY.put(PARAMETER + "=" + name, version));
    }

    private final String text;
    private final String[] aliases;

    ApiVersion(String text, String... aliases) {
        this.text = text;
        this.aliases = aliases;
    }

    /**
     * The version that a call names. Nearly every call has this one query parameter and nothing else, for which nothing
     * is decoded.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it names none, or one that is not served
     */
    static ApiVersion of(Exchange exchange) {
        ApiVersion usual = BY_QUERY.get(exchange.query());
        return usual != null ? usual : of(exchange.query(PARAMETER));
    }

    /**
     * The version that a call names.
     *
     * @param parameter the {@code api-version} of its query
     * @throws dev.sprue.gateway.error.FailureException 400 where it names none, or one that is not served
     */
    static ApiVersion of(Optional<String> parameter) {
        String text = parameter.filter(given -> !given.isBlank()).orElseThrow(() -> Failure.of(
                        ErrorCode.MISSING_API_VERSION)
                .remedied(SERVED)
                .toException());
        ApiVersion version = BY_NAME.get(text);
        if (version == null) {
            throw Failure.of(ErrorCode.UNSUPPORTED_API_VERSION, Shown.text(text, 60))
                    .remedied(SERVED)
                    .toException();
        }
        return version;
    }

    /**
     * Refuses a route that came with a later version.
     *
     * @throws dev.sprue.gateway.error.FailureException 404
     */
    void require(ApiVersion first, String path) {
        if (!isAtLeast(first)) {
            throw Failure.of(ErrorCode.ROUTE_NOT_IN_VERSION, path, text)
                    .remedied(first.text)
                    .toException();
        }
    }

    /** Whether this version is that one or later. */
    boolean isAtLeast(ApiVersion other) {
        return compareTo(other) >= 0;
    }
}
