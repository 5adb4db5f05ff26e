package dev.sprue.gateway.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} by the environment's value; {@code $${} stands for <code>${</code> itself.
 *
 * @param variables the environment
 */
record Environment(Map<String, String> variables) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)})?");

    /**
     * Replaces every reference in a text.
     *
     * @param text the text as written
     * @param onProblem told of each reference that cannot be replaced; such a reference stays as written
     * @return the text with the values in place
     */
    String resolve(String text, Consumer<String> onProblem) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, "");
            String name = matcher.group(1);
            if (matcher.group().startsWith("$$")) {
                out.append("${");
            } else if (name == null) {
                onProblem.accept("'${' begins the name of an environment variable: write ${NAME}, or $${ for the"
                        + " characters themselves");
                out.append(matcher.group());
            } else if (variables.get(name) instanceof String value) {
                out.append(value);
            } else {
                onProblem.accept("the environment variable " + name + " is not set");
                out.append(matcher.group());
            }
        }
        return matcher.appendTail(out).toString();
    }
}
