package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * One filter of a content-filter policy.
 *
 * @param name which filter: {@code hate}, {@code sexual}, {@code violence}, {@code selfharm}, {@code jailbreak},
 *     {@code indirect_attack}, {@code protected_material_text}, {@code protected_material_code} or {@code profanity}
 * @param source what it looks at: {@code Prompt} or {@code Completion}
 * @param enabled whether it is on
 * @param blocking whether what it finds is blocked; otherwise it is only annotated
 * @param severityThreshold the least severity that it minds, for filters that tell severities apart
 */
public record RaiContentFilter(
        String name,
        RaiSource source,
        @Default("true") boolean enabled,
        @Default("true") boolean blocking,
        Optional<Severity> severityThreshold) {

    /** How severe something is. */
    public enum Severity {
        /** Low and above. */
        Low,
        /** Medium and above. */
        Medium,
        /** High only. */
        High
    }
}
