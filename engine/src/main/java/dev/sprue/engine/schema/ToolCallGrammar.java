package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.Grammar;
import dev.sprue.engine.grammar.Network;
import dev.sprue.engine.grammar.NetworkBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes the grammar of what stands between the two control tokens of a tool call: a line break, the JSON object
 * {@code {"name":"NAME","arguments":{...}}} and a line break. Outside of the arguments there is one spelling only.
 */
public final class ToolCallGrammar {
    /** What a call begins with; the function's name follows. */
    public static final String BEFORE_NAME = "\n{\"name\":\"";
    /** What stands between the function's name and its arguments. */
    public static final String BEFORE_ARGUMENTS = "\",\"arguments\":";

    private static final String BEHIND_ARGUMENTS = "}\n";

    private ToolCallGrammar() {}

    /** A fault in the parameters of one function. */
    public static final class FunctionException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int function;
        private final SchemaException fault;

        FunctionException(int function, SchemaException fault) {
            super(fault.text(), fault, false, false);
            this.function = function;
            this.fault = fault;
        }

        /** Returns the number of the function, from 0. */
        public int function() {
            return function;
        }

        /** Returns what is wrong with its parameters. */
        public SchemaException fault() {
            return fault;
        }
    }

    /**
     * Compiles the calls of some functions.
     *
     * @param functions at least one, of different names
     * @throws FunctionException where the parameters of one are invalid, or strict and beyond the subset
     * @throws SchemaException where all together are too large
     */
    public static Grammar compile(List<ToolFunction> functions) {
        return JsonGrammars.bounded(() -> new Build(functions).grammar());
    }

    /** A compilation under way. */
    private static final class Build {
        private final List<ToolFunction> functions;
        private final NetworkBuilder network = new NetworkBuilder();
        private final BasicRules basics = new BasicRules(network);
        private final int behind = network.state();
        /** For each function where its arguments begin, and who compiled them. */
        private final Map<Integer, Compiled> compiled = new HashMap<>();

        private record Compiled(int entry, SchemaCompiler compiler) {}

        Build(List<ToolFunction> functions) {
            this.functions = functions;
        }

        Grammar grammar() {
            int start = network.state();
            LiteralTree heads = new LiteralTree();
            for (int i = 0; i < functions.size(); i++) {
                String head = BEFORE_NAME + functions.get(i).name() + BEFORE_ARGUMENTS;
                arguments(i, heads.add(network, start, head.getBytes(StandardCharsets.UTF_8)));
            }
            network.end(network.read(behind, BEHIND_ARGUMENTS.getBytes(StandardCharsets.UTF_8)));
            Network built = network.build(start);
            compiled.forEach((function, part) -> guarded(function, () -> {
                JsonGrammars.requireSatisfiable(built, part.entry(), part.compiler());
                return true;
            }));
            return new Grammar(built);
        }

        private void arguments(int index, int from) {
            ToolFunction function = functions.get(index);
            if (function.parameters().isEmpty()) {
                int rule = network.rule(true);
                new ObjectRule(network, rule).add(List.of());
                network.call(from, rule, behind);
                return;
            }
            for (SchemaCompiler.Alternative object : objects(index, function, from)) {
                network.call(from, object.rule(), behind);
            }
        }

        private List<SchemaCompiler.Alternative> objects(int index, ToolFunction function, int from) {
            return guarded(index, () -> {
                try {
                    SchemaCompiler compiler = JsonGrammars.compiler(
                            network, basics, function.parameters().orElseThrow(), function.strict());
                    List<SchemaCompiler.Alternative> objects = objects(compiler.compile());
                    compiled.put(index, new Compiled(from, compiler));
                    return objects;
                } catch (SchemaException e) {
                    if (function.strict() || e.kind() == SchemaException.Kind.INVALID) {
                        throw e;
                    }
                    return basics.any(JsonType.OBJECT);
                }
            });
        }

        private static List<SchemaCompiler.Alternative> objects(List<SchemaCompiler.Alternative> alternatives) {
            List<SchemaCompiler.Alternative> objects = alternatives.stream()
                    .filter(alternative -> alternative.type() == JsonType.OBJECT)
                    .toList();
            if (objects.isEmpty()) {
                throw SchemaException.invalid(
                        "type", "", "does not allow objects, and arguments are always an object.");
            }
            return objects;
        }

        private static <T> T guarded(int function, Supplier<T> part) {
            try {
                return part.get();
            } catch (SchemaException e) {
                throw new FunctionException(function, e);
            }
        }
    }
}
