package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.Conditions;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the headers {@code if-match} and {@code if-none-match} (RFC 9110, section 13.1). */
final class EntityTags {

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?(?:\"([!#-~]*)\"|([!#-+.-~-]+))\\s*");
    private static final int MAX_TAGS = 100;

    private EntityTags() {}

    /**
     * On what a call depends.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where a header cannot be read
     */
    static Conditions of(Exchange exchange) {
        return new Conditions(read(exchange, "if-match", false), read(exchange, "if-none-match", true));
    }

    private static Optional<List<String>> read(Exchange exchange, String header, boolean weak) {
        return exchange.list(header)
                .map(String::strip)
                .map(text -> text.equals("*") ? List.of() : list(header, text, weak));
    }

    /** Weak ones never match where the comparison is strong: they stay as what no etag is. */
    private static List<String> list(String header, String text, boolean weak) {
        List<String> tags = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Matcher tag = TAG.matcher(item);
            if (!tag.matches() || tags.size() == MAX_TAGS) {
                throw Failure.of(ErrorCode.INVALID_HEADER, header, "it is no list of entity tags")
                        .remedied("'*', or the etag of an answer in quotation marks")
                        .toException();
            }
            String opaque = tag.group(2) == null ? tag.group(3) : tag.group(2);
            tags.add(tag.group(1) == null || weak ? opaque : "W/" + opaque);
        }
        return tags;
    }

    /** An etag as headers have it. */
    static String quoted(String etag) {
        return '"' + etag + '"';
    }
}
