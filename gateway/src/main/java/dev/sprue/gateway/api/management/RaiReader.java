package dev.sprue.gateway.api.management;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.config.RaiBlocklistItemProperties;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.config.RaiBlocklistUse;
import dev.sprue.gateway.config.RaiContentFilter;
import dev.sprue.gateway.config.RaiForm;
import dev.sprue.gateway.config.RaiPolicyProperties;
import dev.sprue.gateway.config.RaiSource;
import java.util.List;
import java.util.Map;

/** Reads content-filter policies, blocklists and their entries as callers send them. */
final class RaiReader {

    private RaiReader() {}

    /** The properties of a policy. */
    static RaiPolicyProperties policy(ArmObject properties) {
        RaiPolicyProperties policy = new RaiPolicyProperties(
                properties.word("mode", RaiPolicyProperties.Mode.class).orElse(RaiPolicyProperties.Mode.Default),
                properties.text("basePolicyName"),
                properties.objects("contentFilters").orElse(List.of()).stream()
                        .map(RaiReader::filter)
                        .toList(),
                properties.objects("customBlocklists").orElse(List.of()).stream()
                        .map(RaiReader::use)
                        .toList());
        properties.ignoring("type").end();
        return policy;
    }

    private static RaiContentFilter filter(ArmObject object) {
        RaiContentFilter filter = new RaiContentFilter(
                object.text("name").orElseThrow(() -> object.missing("name")),
                source(object),
                object.bool("enabled").orElse(true),
                object.bool("blocking").orElse(true),
                object.word("severityThreshold", RaiContentFilter.Severity.class));
        object.end();
        return filter;
    }

    private static RaiBlocklistUse use(ArmObject object) {
        RaiBlocklistUse use = new RaiBlocklistUse(
                object.text("blocklistName").orElseThrow(() -> object.missing("blocklistName")),
                source(object),
                object.bool("blocking").orElse(true));
        object.end();
        return use;
    }

    private static RaiSource source(ArmObject object) {
        return object.word("source", RaiSource.class).orElseThrow(() -> object.missing("source"));
    }

    /** The properties of a blocklist. */
    static RaiBlocklistProperties blocklist(ArmObject properties) {
        RaiBlocklistProperties list = new RaiBlocklistProperties(
                properties.value("description").map(text -> ValueChecks.text(text, 0, RaiForm.MAX_CHARS)));
        properties.end();
        return list;
    }

    /** The properties of an entry. */
    static RaiBlocklistItemProperties item(ArmObject properties) {
        RaiBlocklistItemProperties item = new RaiBlocklistItemProperties(
                properties.text("pattern").orElseThrow(() -> properties.missing("pattern")),
                properties.bool("isRegex").orElse(false));
        properties.end();
        return item;
    }

    /** The tags beside the properties, and the end of the body. */
    static Map<String, String> tags(ArmObject body) {
        Map<String, String> tags = body.texts("tags").orElse(Map.of());
        body.ignoring("id", "name", "type", "systemData", "etag").end();
        return tags;
    }
}
