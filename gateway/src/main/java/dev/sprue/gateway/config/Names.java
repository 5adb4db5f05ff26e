package dev.sprue.gateway.config;

import java.util.Locale;

/** Names that are kept as written and compared without case. */
public final class Names {

    private Names() {}

    /** What two names have in common that are the same name. */
    public static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
