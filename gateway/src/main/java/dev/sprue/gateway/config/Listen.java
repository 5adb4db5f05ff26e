package dev.sprue.gateway.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the service listens.
 *
 * @param host address to bind; plain HTTP is bound to loopback whatever this says
 * @param httpsPort TCP port for HTTPS, 0 for any free one
 * @param httpPort TCP port for plain HTTP on loopback, 0 for any free one, -1 for none
 * @param domain the domain under which resources have host names: {@code <resource>.openai.<domain>},
 *     {@code <resource>.services.ai.<domain>} and {@code <resource>.cognitiveservices.<domain>}
 * @param strictHosts whether calls to a host name that is no resource's are refused; health checks are not
 * @param corsOrigins the origins whose web pages may call from a browser; absent, or {@code *}: all; an empty list: none
 * @param tls the certificate; absent: one made by Sprue
 */
public record Listen(
        @Default("127.0.0.1") @Matches(Form.HOST) String host,
        @Default("8443") @Range(min = 0, max = 65_535) int httpsPort,
        @Default("8080") @Range(min = -1, max = 65_535) int httpPort,
        @Default("localhost") @Matches(Form.DOMAIN) String domain,

        @Default("false") boolean strictHosts,
        @Matches(Form.ORIGIN) Optional<List<String>> corsOrigins,
        Optional<TlsFiles> tls) {

    private static final List<String> FORMS = List.of("services.ai", "openai", "cognitiveservices");

    /** The host names of a resource, in lower case; of {@code *}, those of all resources, as certificates write them. */
    public List<String> hostNames(String resource) {
        return FORMS.stream()
                .map(form -> (resource + "." + form + "." + domain).toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * The same place with what a command line overrides.
     *
     * @throws IllegalArgumentException when a value is out of range; the message names it as the file does
     */
    public Listen with(Optional<String> otherHost, Optional<Integer> otherHttpsPort, Optional<Integer> otherHttpPort) {
        Listen changed = new Listen(
                otherHost.orElse(host),
                otherHttpsPort.orElse(httpsPort),
                otherHttpPort.orElse(httpPort),
                domain,
                strictHosts,
                corsOrigins,
                tls);
        require(Form.HOST.accepts(changed.host), "host must be " + Form.HOST.description());
        require(changed.httpsPort >= 0 && changed.httpsPort <= 65_535, "httpsPort must be 0 to 65535");
        require(changed.httpPort >= -1 && changed.httpPort <= 65_535, "httpPort must be -1 to 65535");
        require(changed.portsDiffer(), "httpPort and httpsPort must differ");
        return changed;
    }

    /** Whether the two listeners can both be had. */
    boolean portsDiffer() {
        return httpsPort <= 0 || httpsPort != httpPort;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
