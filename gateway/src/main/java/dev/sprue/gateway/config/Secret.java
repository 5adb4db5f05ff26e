package dev.sprue.gateway.config;

/**
 * A text that must never reach a log, an error or a dump: its {@code toString} hides it.
 *
 * @param value the text itself, never blank
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
