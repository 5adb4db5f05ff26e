package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * Where the service listens.
 *
 * @param host address to bind; plain HTTP is bound to loopback whatever this says
 * @param httpsPort TCP port for HTTPS, 0 for any free one
 * @param httpPort TCP port for plain HTTP on loopback, 0 for any free one, -1 for none
 * @param domain the domain under which resources have host names ({@code <resource>.services.ai.<domain>})
 * @param strictHosts whether a host name that belongs to no resource is refused
 * @param tls the certificate; absent: one made by Sprue
 */
public record Listen(
        @Default("127.0.0.1") @Matches(Form.HOST) String host,
        @Default("8443") @Range(min = 0, max = 65_535) int httpsPort,
        @Default("8080") @Range(min = -1, max = 65_535) int httpPort,
        @Default("localhost") @Matches(Form.DOMAIN) String domain,

        @Default("false") @Pending("every host name is accepted")
        boolean strictHosts,

        Optional<TlsFiles> tls) {}
