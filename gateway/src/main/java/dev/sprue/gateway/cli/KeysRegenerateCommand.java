package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sprue keys regenerate}. */
@Command(
        name = "regenerate",
        description = "Replace one of a resource's two keys and print the new one. The old one is refused from then on;"
                + " the other key goes on working.",
        sortOptions = false)
final class KeysRegenerateCommand extends ManagementCommand {

    /** The two keys. */
    private enum Slot {
        key1("Key1"),
        key2("Key2");

        private final String wire;

        Slot(String wire) {
            this.wire = wire;
        }
    }

    @Parameters(paramLabel = "KEY", description = "Which: ${COMPLETION-CANDIDATES}.")
    private Slot slot = Slot.key1;

    KeysRegenerateCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        JsonNode keys = management.post(
                "regenerateKey",
                Optional.of(JsonNodeFactory.instance.objectNode().put("keyName", slot.wire)));
        String made = keys.path(slot.name()).asText();
        return new Report(
                () -> management.resource() + " " + slot.name() + " " + made + "\n",
                JsonNodeFactory.instance.objectNode().put(slot.name(), made));
    }
}
