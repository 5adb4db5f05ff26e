package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ModelConfig.Capability;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.providers.probe.ListedModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a provider's list of models as the configuration has it. */
final class ImportedModels {

    /** What needs no quotes inside of a flow mapping, and is no number, date or truth value. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");

    private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off");

    private ImportedModels() {}

    /** The key {@code models} of a provider's entry, with the indentation that it has there. */
    static String yaml(ProviderConfig provider, List<ListedModel> models) {
        StringBuilder out = new StringBuilder("    # " + models.size() + " models that '" + provider.name()
                + "' lists; what they can do is told by the list as far as it goes\n    models:\n");
        if (models.isEmpty()) {
            return out.insert(out.length() - 1, " []").toString();
        }
        Set<List<String>> seen = new HashSet<>();
        for (ListedModel model : models) {
            // Two deployments of one model, say: each needs a name of its own.
            String name = seen.add(List.of(model.publisher(), model.name())) ? model.name() : model.id();
            if (!name.equals(model.name()) && !seen.add(List.of(model.publisher(), name))) {
                continue;
            }
            out.append("      - {format: ").append(text(model.publisher()));
            out.append(", name: ").append(text(name));
            if (!model.id().equals(name)) {
                out.append(", id: ").append(text(model.id()));
            }
            out.append(", capabilities: [")
                    .append(model.capabilities().stream().map(Capability::name).collect(Collectors.joining(", ")))
                    .append(']');
            model.contextLength()
                    .ifPresent(length -> out.append(", contextLength: ").append(length));
            out.append("}\n");
        }
        return out.toString();
    }

    private static String text(String value) {
        return PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()
                ? value
                : "\""
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replaceAll("[\\p{Cntrl}]", " ")
                                .replace("${", "$${")
                        + "\"";
    }
}
