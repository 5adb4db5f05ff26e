package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.config.Cidr;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An {@code http} or {@code https} URL that a caller wrote, read in one way only: what two readers could take for two
 * hosts is refused. Addresses have their usual form (no {@code 127.1}, {@code 0x7f000001} or {@code 2130706433}), names are
 * of ASCII, and there are no credentials.
 *
 * @param tls whether it is {@code https}
 * @param host a name in lower case without a dot at its end, or an address, an IPv6 one without brackets
 * @param port 1 to 65535, the scheme's own where the URL has none
 * @param target path and query, percent-encoded, beginning with a slash
 */
public record RemoteUrl(boolean tls, String host, int port, String target) {

    /** Longer ones are hardly ever meant. */
    public static final int MAX_CHARS = 8_192;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_NAME_CHARS = 253;

    /** Characters that nobody may leave as they are in a path or query, though many do (RFC 3986, appendix A). */
    private static final String ENCODED = " \"<>^`{|}";

    /** What is wrong with a text that is no such URL: what it has, as it follows "it". */
    public static final class BadUrlException extends Exception {

        BadUrlException(String problem) {
            super(problem, null, false, false);
        }

        /** The problem, as it follows "it". */
        public String problem() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads a URL. */
    public static RemoteUrl parse(String text) throws BadUrlException {
        if (text.length() > MAX_CHARS) {
            throw new BadUrlException("is longer than " + MAX_CHARS + " characters");
        }
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == '\\')) {
            throw new BadUrlException("has a control character or a backslash");
        }
        boolean tls = text.regionMatches(true, 0, "https://", 0, 8);
        if (!tls && !text.regionMatches(true, 0, "http://", 0, 7)) {
            throw new BadUrlException("does not begin with https:// or http://");
        }
        int from = tls ? 8 : 7;
        int to = from;
        while (to < text.length() && "/?#".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        String authority = text.substring(from, to);
        if (authority.indexOf('@') >= 0) {
            throw new BadUrlException("has credentials in it");
        }
        int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        hostEnd = hostEnd < 0 ? authority.length() : hostEnd;
        int port = port(authority.substring(hostEnd)).orElse(tls ? 443 : 80);
        return new RemoteUrl(
                tls, host(authority.substring(0, hostEnd).toLowerCase(Locale.ROOT)), port, target(text, to));
    }

    private static Optional<Integer> port(String text) throws BadUrlException {
        if (text.isEmpty() || text.equals(":")) {
            return Optional.empty();
        }
        if (text.charAt(0) == ':' && PORT.matcher(text.substring(1)).matches()) {
            int port = Integer.parseInt(text.substring(1));
            if (port > 0 && port <= 65_535) {
                return Optional.of(port);
            }
        }
        throw new BadUrlException("has a port that is none");
    }

    private static String host(String written) throws BadUrlException {
        if (written.startsWith("[")) {
            return ipv6(written.substring(1, Math.max(1, written.length() - 1)));
        }
        String host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        if (host.isEmpty()) {
            throw new BadUrlException("names no host");
        }
        if (host.length() > MAX_NAME_CHARS) {
            throw new BadUrlException("has a host name that is too long");
        }
        String[] labels = host.split("\\.", -1);
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            if (!Cidr.isAddress(host)) {
                throw new BadUrlException("has an address that is not written as four decimal numbers");
            }
            return host;
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new BadUrlException("has a host name that is none; names beyond ASCII are written with xn--");
            }
        }
        return host;
    }

    private static String ipv6(String address) throws BadUrlException {
        if (address.indexOf(':') >= 0 && Cidr.isAddress(address)) {
            return address;
        }
        throw new BadUrlException("has an IPv6 address that is none");
    }

    private static String target(String text, int from) {
        int fragment = text.indexOf('#', from);
        String rest = text.substring(from, fragment < 0 ? text.length() : fragment);
        StringBuilder target = new StringBuilder(rest.length() + 1);
        if (!rest.startsWith("/")) {
            target.append('/');
        }
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0 || ENCODED.indexOf(b) >= 0) {
                target.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xFF));
            } else {
                target.append((char) b);
            }
        }
        return target.toString();
    }

    /** Whether the host is an address. */
    boolean hasAddress() {
        return Cidr.isAddress(host);
    }

    /** Where {@code location}, as an answer to this URL gives it, leads (RFC 3986, section 5.2, for the forms in use). */
    RemoteUrl resolve(String location) throws BadUrlException {
        if (location.startsWith("//")) {
            return parse((tls ? "https:" : "http:") + location);
        }
        int slash = location.indexOf('/');
        int colon = location.indexOf(':');
        if (colon > 0 && (slash < 0 || colon < slash) && location.indexOf('?') != 0) {
            return parse(location);
        }
        return parse((tls ? "https://" : "http://") + authority() + targetFor(location));
    }

    private String targetFor(String location) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (location.startsWith("/")) {
            return location;
        }
        return location.startsWith("?") || location.isEmpty()
                ? path + location
                : path.substring(0, path.lastIndexOf('/') + 1) + location;
    }

    private String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Where it leads when its host is at that address. */
    UpstreamEndpoint endpoint(InetAddress address, int connectMs) {
        return UpstreamEndpoint.pinned(host, address, port, tls, connectMs);
    }
}
