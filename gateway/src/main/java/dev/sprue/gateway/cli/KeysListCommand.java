package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sprue keys list}. */
@Command(name = "list", description = "List a resource's keys, but for their ends hidden.", sortOptions = false)
final class KeysListCommand extends ManagementCommand {

    /** Of a shorter key even its end would tell something. */
    private static final int LONG = 32;

    private static final int SHOWN = 4;
    private static final String HIDDEN = "********";

    @Option(names = "--show", description = "Show the keys whole.")
    private boolean show;

    KeysListCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        JsonNode keys = management.post("listKeys", Optional.empty());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        TextTable table = new TextTable().row("RESOURCE", "NAME", "KEY");
        for (String name : List.of("key1", "key2")) {
            Optional<String> value =
                    Optional.ofNullable(keys.get(name)).map(JsonNode::asText).map(key -> show ? key : masked(key));
            value.ifPresent(shown -> json.put(name, shown));
            table.row(
                    management.resource(),
                    name,
                    value.orElse("(cannot be opened; make it anew: sprue keys regenerate " + name + ")"));
        }
        return new Report(table::text, json);
    }

    private static String masked(String key) {
        return key.length() < LONG ? HIDDEN : HIDDEN + key.substring(key.length() - SHOWN);
    }
}
