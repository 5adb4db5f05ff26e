package dev.sprue.gateway.log;

import dev.sprue.gateway.config.LogConfig;
import dev.sprue.gateway.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Turns an event into one line: {@code key=value} text for people, or one JSON object for machines. */
public final class LogFormat {

    private final boolean json;

    /** Formats as the configuration says. */
    public LogFormat(LogConfig.Format format) {
        this.json = format == LogConfig.Format.json;
    }

    /**
     * One line.
     *
     * @param level severity in lower case
     * @param event what happened, in words
     * @param facts beside it, in order; values are numbers or texts
     */
    public String line(Instant at, String level, String event, Map<String, Object> facts) {
        String time = at.truncatedTo(ChronoUnit.MILLIS).toString();
        StringBuilder line = new StringBuilder(200);
        if (!json) {
            line.append(time).append(' ').append(level).append(' ').append(printable(event));
            facts.forEach(
                    (key, value) -> line.append(' ').append(key).append('=').append(text(value)));
            return line.toString();
        }
        line.append("{\"time\":\"")
                .append(time)
                .append("\",\"level\":\"")
                .append(level)
                .append("\",\"event\":");
        line.append(quoted(event));
        facts.forEach((key, value) -> line.append(",\"")
                .append(key)
                .append("\":")
                .append(value instanceof Number ? value.toString() : quoted(value.toString())));
        return line.append('}').toString();
    }

    private static String text(Object value) {
        String text = value.toString();
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '=');
        return plain ? text : quoted(text);
    }

    /** A caller must not be able to write log lines of its own, nor to steer the terminal that shows them. */
    private static String printable(String text) {
        if (text.codePoints().noneMatch(LogFormat::steers)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> steers(c) ? ' ' : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String quoted(String text) {
        String json = new String(JsonText.quote(text), StandardCharsets.UTF_8);
        if (json.codePoints().noneMatch(LogFormat::steers)) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length() + 16);
        json.chars().forEach(c -> {
            if (steers(c)) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    /** Control characters, line separators, invisible formatting such as that which turns the direction, and half characters. */
    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT -> true;
            default -> false;
        };
    }
}
