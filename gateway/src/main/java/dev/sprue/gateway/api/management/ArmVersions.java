package dev.sprue.gateway.api.management;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.http.Exchange;
import java.util.List;
import java.util.regex.Pattern;

/** The API versions of a provider of resources. */
public enum ArmVersions {
    /** The versions of Microsoft.CognitiveServices: from the first in which deployments have a {@code sku}. */
    COGNITIVE_SERVICES,
    /** Those of subscriptions and resource groups, which are the same in all: any date. */
    RESOURCES;

    /** All versions of Microsoft.CognitiveServices that are served, the oldest first. */
    static final List<String> KNOWN = List.of(
            "2023-05-01",
            "2023-10-01-preview",
            "2024-04-01-preview",
            "2024-06-01-preview",
            "2024-10-01",
            "2025-04-01-preview",
            "2025-06-01",
            "2025-07-01-preview",
            "2025-09-01",
            "2025-10-01-preview",
            "2025-12-01",
            "2026-01-15-preview",
            "2026-03-01");

    private static final Pattern DATE = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9](-[a-zA-Z]{1,20})?");

    private static final int MAX_SHOWN_CHARS = 100;

    /**
     * Lets a call through whose version is one of these.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 for any other, and for none
     */
    void require(Exchange exchange, ArmQuery query) {
        String version = query.find("api-version")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> Failure.of(ErrorCode.MISSING_API_VERSION)
                        .remedied(String.join(", ", KNOWN))
                        .toException());
        exchange.facts().put("apiVersion", Shown.text(version, MAX_SHOWN_CHARS));
        switch (this) {
            case COGNITIVE_SERVICES -> {
                if (KNOWN.stream().noneMatch(version::equalsIgnoreCase)) {
                    throw Failure.of(
                                    ErrorCode.NO_REGISTERED_PROVIDER,
                                    Shown.text(version, MAX_SHOWN_CHARS),
                                    String.join(", ", KNOWN))
                            .toException();
                }
            }
            case RESOURCES -> {
                if (!DATE.matcher(version).matches()) {
                    throw Failure.of(ErrorCode.INVALID_API_VERSION, Shown.text(version, MAX_SHOWN_CHARS))
                            .toException();
                }
            }
        }
    }
}
