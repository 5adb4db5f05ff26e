package dev.sprue.engine.schema;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The formats of strings as regular expressions. Each describes only strings that every checker of the format accepts,
 * not all that some would: no leap seconds, no year 0, no internationalised names, e-mail addresses without quotes or comments.
 */
final class Formats {
    private static final String YEAR_MONTH_DAY =
            // 28 days in every month, 29 and 30 in all but February, 31 in seven, 29 February in leap years; no year 0
            "(?:YEAR-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
                            .replace("YEAR", "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)")
                    + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)";
    private static final String HOURS_MINUTES_SECONDS =
            // -00:00 stands for an unknown offset in RFC 3339, which not everybody reads
            "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6})?"
                    + "(?:Z|(?:\\+(?:0[0-9]|1[0-7])|-(?:0[1-9]|1[0-7])):[0-5][0-9])";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?";
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
    private static final String NUMBER = "[0-9]{1,9}";
    private static final String DURATION_TIME = "T(?:NH(?:NM(?:NS)?)?|NM(?:NS)?|NS)".replace("N", NUMBER);
    private static final String DURATION_DATE = "(?:NY(?:NM(?:ND)?)?|NM(?:ND)?|ND)".replace("N", NUMBER);

    private static final Map<String, String> PATTERNS = Map.of(
            "date",
            YEAR_MONTH_DAY,
            "time",
            HOURS_MINUTES_SECONDS,
            "date-time",
            YEAR_MONTH_DAY + "T" + HOURS_MINUTES_SECONDS,
            "duration",
            "P(?:" + NUMBER + "W|" + DURATION_DATE + "(?:" + DURATION_TIME + ")?|" + DURATION_TIME + ")",
            "email",
            "[A-Za-z0-9_+-]{1,30}(?:\\.[A-Za-z0-9_+-]{1,30})?@(?:" + LABEL + "\\.){1,3}[A-Za-z]{2,24}",
            "hostname",
            LABEL + "(?:\\." + LABEL + "){0,3}",
            "ipv4",
            IPV4,
            "ipv6",
            ipv6(),
            "uuid",
            "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Formats() {}

    /** All ways to leave out one run of zero groups (RFC 4291, section 2.2), without the form that ends in an IPv4 address. */
    private static String ipv6() {
        String group = "[0-9a-fA-F]{1,4}";
        StringBuilder ways = new StringBuilder("(?:" + group + ":){7}" + group);
        for (int before = 0; before <= 6; before++) {
            int most = 6 - before;
            ways.append('|');
            ways.append(before == 0 ? "" : group + "(?::" + group + "){" + (before - 1) + "}");
            ways.append("::");
            ways.append(most == 0 ? "" : "(?:" + group + "(?::" + group + "){0," + (most - 1) + "})?");
        }
        return ways.toString();
    }

    /** Returns the regular expression, for the whole string, of a format. */
    static Optional<String> pattern(String format) {
        return Optional.ofNullable(PATTERNS.get(format));
    }

    /** Returns the names of the formats, in order. */
    static String names() {
        return String.join(", ", new TreeMap<>(PATTERNS).keySet());
    }
}
