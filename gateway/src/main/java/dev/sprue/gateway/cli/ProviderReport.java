package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelConfig.Capability;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.providers.probe.ProbeResult;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells what came of trying out providers: as it comes, or all at the end. */
sealed interface ProviderReport {

    /** A provider was asked for its models. */
    void provider(ProviderConfig provider, ProbeResult result);

    /** An operation of a model was called. */
    void model(ProviderConfig provider, ModelConfig model, Capability capability, ProbeResult result);

    /** What is left to print when all has been tried. */
    String end();

    /** A line for each thing that was tried, at once. */
    record Table(PrintWriter out) implements ProviderReport {

        private static final String ROW = "%-8s %-28s %-16s %7s  %s%n";

        @Override
        public void provider(ProviderConfig provider, ProbeResult result) {
            out.printf("%s (%s)%n", provider.name(), provider.type().key());
            row("", "models", result);
        }

        @Override
        public void model(ProviderConfig provider, ModelConfig model, Capability capability, ProbeResult result) {
            row(model.format() + " / " + model.name(), capability.name(), result);
        }

        private void row(String model, String what, ProbeResult result) {
            String ms = result.ms() == 0 ? "" : result.ms() + " ms";
            out.printf(
                    Locale.ROOT,
                    ROW,
                    "  " + result.outcome().name().toLowerCase(Locale.ROOT),
                    model,
                    what,
                    ms,
                    result.detail());
            out.flush();
        }

        @Override
        public String end() {
            return "";
        }
    }

    /** One JSON document. */
    record Json(ArrayNode providers) implements ProviderReport {

        Json() {
            this(JsonNodeFactory.instance.arrayNode());
        }

        @Override
        public void provider(ProviderConfig provider, ProbeResult result) {
            ObjectNode into = providers
                    .addObject()
                    .put("name", provider.name())
                    .put("type", provider.type().key());
            put(into.putObject("models_listed"), result);
            into.putArray("models");
        }

        @Override
        public void model(ProviderConfig provider, ModelConfig model, Capability capability, ProbeResult result) {
            ArrayNode models = (ArrayNode) providers.get(providers.size() - 1).get("models");
            put(
                    models.addObject()
                            .put("format", model.format())
                            .put("name", model.name())
                            .put("version", model.version())
                            .put("id", model.id().orElse(model.name()))
                            .put("capability", capability.name()),
                    result);
        }

        private static void put(ObjectNode into, ProbeResult result) {
            into.put("result", result.outcome().name().toLowerCase(Locale.ROOT))
                    .put("ms", result.ms())
                    .put("detail", result.detail());
        }

        @Override
        public String end() {
            return JsonNodeFactory.instance
                            .objectNode()
                            .set("providers", providers)
                            .toPrettyString() + "\n";
        }
    }
}
