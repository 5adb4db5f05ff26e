package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** A command that calls a running service and prints what came of it. */
abstract class ManagementCommand implements Callable<Integer> {

    /**
     * What a command prints.
     *
     * @param text for people, each line with a line feed; made only where people read
     * @param json for programs
     */
    record Report(Supplier<String> text, JsonNode json) {

        /** A list as it came. */
        static Report of(Supplier<String> text, List<JsonNode> list) {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            json.addAll(list);
            return new Report(text, json);
        }
    }

    private final CommandContext context;

    @Mixin
    private ManagementOptions options = new ManagementOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ManagementCommand(CommandContext context) {
        this.context = context;
    }

    /** Does what the command is for. */
    abstract Report run(Management management);

    /** What ends a command that was called wrongly. */
    final ParameterException calledWrongly(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** A name of a deployment, unless it is one that would lead to something else; then the command ends. */
    final String deploymentName(String given) {
        if (given.isBlank() || given.equals(".") || given.equals("..")) {
            throw calledWrongly("NAME must be the name of a deployment, not '" + given + "'");
        }
        return given;
    }

    @Override
    public final Integer call() {
        requireOwnOptions();
        try (Management management = options.open(context)) {
            Report report = run(management);
            context.out()
                    .print(
                            switch (options.output()) {
                                case table -> report.text().get();
                                case json -> report.json().toPrettyString() + "\n";
                            });
            context.out().flush();
            return 0;
        }
    }

    /** {@code keys --data DIR list}: an option of {@code keys}, which would have no effect on {@code list}. */
    private void requireOwnOptions() {
        Optional.ofNullable(spec.commandLine().getParent())
                .flatMap(parent -> parent.getParseResult().matchedOptions().stream()
                        .filter(option -> option.scopeType() == ScopeType.LOCAL && !option.inherited())
                        .findFirst())
                .ifPresent(option -> {
                    throw calledWrongly("Put " + option.longestName() + " after " + spec.name());
                });
    }
}
