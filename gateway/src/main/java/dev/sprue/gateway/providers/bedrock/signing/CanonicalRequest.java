package dev.sprue.gateway.providers.bedrock.signing;

import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A request in the one form that both sides hash, however it was written (AWS Identity and Access Management User Guide,
 * "Create a signed AWS API request", step 1).
 *
 * @param text the form itself
 * @param signedHeaders the names of the headers in it, in order, with semicolons between them
 */
record CanonicalRequest(String text, String signedHeaders) {

    private static final String HEX = "0123456789ABCDEF";

    /** A parameter of a query, percent-encoded as it is sent. */
    private record Parameter(String name, String value) {}

    /**
     * @param method in upper case
     * @param uri path and query as they are sent
     * @param headers those to be signed, names in lower case; a name occurs once
     * @param payloadHash SHA-256 of the body in lower-case hexadecimal
     */
    static CanonicalRequest of(String method, String uri, List<Header> headers, String payloadHash) {
        int query = uri.indexOf('?');
        StringBuilder text = new StringBuilder(256 + uri.length());
        text.append(method).append('\n');
        path(query < 0 ? uri : uri.substring(0, query), text);
        text.append('\n');
        if (query >= 0 && query + 1 < uri.length()) {
            query(uri.substring(query + 1), text);
        }
        text.append('\n');
        List<Header> sorted = new ArrayList<>(headers);
        sorted.sort(Comparator.comparing(header -> header.name().toString()));
        StringBuilder names = new StringBuilder(64);
        for (Header header : sorted) {
            text.append(header.name()).append(':');
            value(header.value(), text);
            text.append('\n');
            names.append(names.isEmpty() ? "" : ";").append(header.name());
        }
        String signed = names.toString();
        text.append('\n').append(signed).append('\n').append(payloadHash);
        return new CanonicalRequest(text.toString(), signed);
    }

    /** The path encoded once more than it is sent, which every service but S3 wants. */
    private static void path(String path, StringBuilder text) {
        if (path.isEmpty()) {
            text.append('/');
        }
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b == '/' || isUnreserved(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_'
                || b == '.'
                || b == '~';
    }

    private static void query(String query, StringBuilder text) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new Parameter(pair, "")
                            : new Parameter(pair.substring(0, equals), pair.substring(equals + 1)));
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : "&")
                    .append(parameters.get(i).name())
                    .append('=')
                    .append(parameters.get(i).value());
        }
    }

    /** Without white space around it, and with one space for several. */
    private static void value(CharSequence value, StringBuilder text) {
        int from = text.length();
        boolean space = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                space = text.length() > from;
            } else {
                text.append(space ? " " : "").append(c);
                space = false;
            }
        }
    }
}
