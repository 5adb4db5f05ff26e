package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import java.util.Locale;

/** Checks what a request body claims to be. */
public final class MediaTypes {

    private MediaTypes() {}

    /**
     * Lets JSON in UTF-8 through, and a body that claims nothing.
     *
     * @throws dev.sprue.gateway.error.FailureException 415 for any other type, character set or content coding
     */
    public static void requireJson(Exchange exchange) {
        exchange.header("content-encoding")
                .filter(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"))
                .ifPresent(coding -> {
                    throw refused("compressed (content-encoding: " + cut(coding) + ")", "it without compression");
                });
        exchange.header("content-type").filter(type -> !type.isBlank()).ifPresent(MediaTypes::requireJsonType);
    }

    private static void requireJsonType(String header) {
        if (header.equals("application/json")) {
            return;
        }
        String[] parts = header.split(";");
        String type = parts[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !(type.startsWith("application/") && type.endsWith("+json"))) {
            throw refused("of type " + cut(header), "content-type: application/json");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=")
                    && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=utf8")) {
                throw refused("in another character set (" + cut(parameter) + ")", "it in UTF-8");
            }
        }
    }

    private static RuntimeException refused(String what, String wanted) {
        return Failure.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, what)
                .remedied(wanted)
                .toException();
    }

    private static String cut(String text) {
        return Shown.text(text, 100);
    }
}
