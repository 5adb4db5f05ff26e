package dev.sprue.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the table of all keys: names, types and defaults come from the records and their annotations, meanings from the
 * records' doc comments, so that each is said in one place.
 */
final class ConfigReference {

    private static final Pattern DOC = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record ", Pattern.DOTALL);
    private static final Pattern PARAM = Pattern.compile("@param (\\w+)\\s+(.*?)(?=@param|\\z)", Pattern.DOTALL);

    private final Path sources;
    private final StringBuilder out = new StringBuilder();

    ConfigReference(Path root) {
        this.sources = root.resolve("gateway/src/main/java/dev/sprue/gateway/config");
    }

    String table() throws IOException {
        out.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
        rows(RecordShape.of(SprueConfig.class), "");
        return out.toString();
    }

    private void rows(RecordShape shape, String path) throws IOException {
        Map<String, String> meanings = meanings(shape.type());
        for (RecordShape.Field field : shape.fields()) {
            String at = path.isEmpty() ? field.key() : path + "." + field.key();
            String meaning = Optional.ofNullable(meanings.get(field.component()))
                    .orElseThrow(() -> new IllegalStateException(
                            shape.type().getSimpleName() + " lacks the doc comment @param " + field.component()));
            String pending = field.pending()
                    .map(text -> "**Not acted on yet: " + text + ".** ")
                    .orElse("");
            out.append("| `")
                    .append(at)
                    .append("` | ")
                    .append(type(field.type()))
                    .append(" | ");
            out.append(defaultOf(field))
                    .append(" | ")
                    .append(pending)
                    .append(meaning)
                    .append(" |\n");
            Optional<RecordShape> nested = nested(field.type());
            if (nested.isPresent()) {
                rows(nested.get(), isList(field.type()) ? at + "[]" : at);
            }
        }
    }

    private static String type(ValueType type) {
        return switch (type) {
            case ValueType.Maybe maybe -> type(maybe.type());
            case ValueType.Many(ValueType.Nested nested) -> "list of mappings";
            case ValueType.Many many -> "list of " + type(many.type());
            case ValueType.Nested nested -> "mapping";
            case ValueType.Texts texts -> "mapping of names to texts";
            case ValueType.Anything anything -> "anything";
            case ValueType.Text text ->
                text.form().map(form -> "text: " + form.description()).orElse("text");
            case ValueType.Hidden hidden ->
                hidden.form().map(form -> "secret: " + form.description()).orElse("secret");
            case ValueType.Whole whole ->
                whole.max() == Integer.MAX_VALUE
                        ? "whole number from " + whole.min()
                        : "whole number, " + whole.min() + " to " + whole.max();
            case ValueType.Decimal decimal -> "number, " + decimal.min() + " to " + decimal.max();
            case ValueType.Bool bool -> "`true` or `false`";
            case ValueType.Choice choice -> words(choice);
        };
    }

    private static String words(ValueType.Choice choice) {
        List<String> served = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < choice.words().size(); i++) {
            boolean unserved = choice.values().get(i) instanceof ProviderType type && !type.served();
            (unserved ? others : served).add("`" + choice.words().get(i) + "`");
        }
        return String.join(", ", served) + (others.isEmpty() ? "" : "; not served yet: " + String.join(", ", others));
    }

    private static String defaultOf(RecordShape.Field field) {
        if (field.required()) {
            return "required";
        }
        return field.defaultValue().map(value -> "`" + value + "`").orElse("");
    }

    private static Optional<RecordShape> nested(ValueType type) {
        return switch (type) {
            case ValueType.Maybe maybe -> nested(maybe.type());
            case ValueType.Many many -> nested(many.type());
            case ValueType.Nested found -> Optional.of(found.shape());
            default -> Optional.empty();
        };
    }

    private static boolean isList(ValueType type) {
        return type instanceof ValueType.Many;
    }

    /** The {@code @param} texts of a record, in Markdown. */
    private Map<String, String> meanings(Class<? extends Record> type) throws IOException {
        Matcher doc = DOC.matcher(Files.readString(sources.resolve(type.getSimpleName() + ".java")));
        Map<String, String> meanings = new HashMap<>();
        if (doc.find()) {
            Matcher param = PARAM.matcher(doc.group(1).replaceAll("(?m)^\\s*\\* ?", ""));
            while (param.find()) {
                String text = param.group(2).strip().replaceAll("\\s+", " ");
                meanings.put(
                        param.group(1),
                        text.replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|"));
            }
        }
        return meanings;
    }
}
