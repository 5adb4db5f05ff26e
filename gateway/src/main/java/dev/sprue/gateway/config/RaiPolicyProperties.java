package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * What a content-filter policy filters.
 *
 * @param mode when completions are looked at
 * @param basePolicyName the built-in policy that it begins with; absent: {@code Microsoft.DefaultV2}
 * @param contentFilters what it filters otherwise than that one, at most 64
 * @param customBlocklists the resource's blocklists that it uses, at most 64
 */
public record RaiPolicyProperties(
        @Default("Default") Mode mode,
        Optional<String> basePolicyName,
        List<RaiContentFilter> contentFilters,
        List<RaiBlocklistUse> customBlocklists) {

    /** Copies the lists. */
    public RaiPolicyProperties {
        contentFilters = List.copyOf(contentFilters);
        customBlocklists = List.copyOf(customBlocklists);
    }

    /** When completions are looked at. */
    public enum Mode {
        /** Before they are sent. */
        Default,
        /** As {@code Asynchronous_filter}, in the words of earlier versions. */
        Deferred,
        /** As {@code Default}, in the words of earlier versions. */
        Blocking,
        /** While they are sent. */
        Asynchronous_filter
    }
}
