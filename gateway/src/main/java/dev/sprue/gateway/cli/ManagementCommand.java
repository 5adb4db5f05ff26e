package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that calls a running service and prints what came of it. */
abstract class ManagementCommand implements Callable<Integer> {

    /**
     * What a command prints.
     *
     * @param text for people, each line with a line feed
     * @param json for programs
     */
    record Report(String text, JsonNode json) {

        /** A list as it came. */
        static Report of(TextTable table, List<JsonNode> list) {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            json.addAll(list);
            return new Report(table.text(), json);
        }
    }

    private final CommandContext context;

    @Mixin
    private ManagementOptions options = new ManagementOptions();

    ManagementCommand(CommandContext context) {
        this.context = context;
    }

    /** Does what the command is for. */
    abstract Report run(Management management);

    @Override
    public final Integer call() {
        try (Management management = options.open(context)) {
            Report report = run(management);
            context.out()
                    .print(
                            switch (options.output()) {
                                case table -> report.text();
                                case json -> report.json().toPrettyString() + "\n";
                            });
            context.out().flush();
            return 0;
        }
    }
}
