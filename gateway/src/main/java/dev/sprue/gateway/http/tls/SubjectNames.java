package dev.sprue.gateway.http.tls;

import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Listen;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names and addresses that the server certificate covers (RFC 5280, section 4.2.1.6). */
final class SubjectNames {

    private static final int DNS = 2;
    private static final int IP = 7;

    private SubjectNames() {}

    /** What the certificate must cover, addresses in their canonical text. */
    static Set<String> of(Listen listen, List<String> resources, Optional<String> hostName) {
        Set<String> names = new LinkedHashSet<>(List.of("localhost"));
        hostName.ifPresent(names::add);
        names.add(listen.domain().toLowerCase(Locale.ROOT));
        names.addAll(listen.hostNames("*"));
        // a wildcard stands for one label
        resources.stream()
                .filter(resource -> resource.contains(".") && Form.DOMAIN.accepts(resource))
                .forEach(resource -> names.addAll(listen.hostNames(resource)));
        names.add(canonical("127.0.0.1"));
        names.add(canonical("::1"));
        // an address that stands for all addresses is no name that a client could call
        if (!isWildcard(listen.host())) {
            names.add(canonical(listen.host().toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    /** What a certificate covers, in the same form. */
    static Set<String> in(X509Certificate certificate) {
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            return found == null
                    ? Set.of()
                    : found.stream()
                            .filter(name ->
                                    name.get(0).equals(DNS) || name.get(0).equals(IP))
                            .map(name -> canonical(String.valueOf(name.get(1))))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    /** Whether a text is an address rather than a name. */
    static boolean isAddress(String text) {
        return text.indexOf(':') >= 0 || text.matches("[0-9.]+");
    }

    private static boolean isWildcard(String host) {
        return isAddress(host) && InetAddress.ofLiteral(host).isAnyLocalAddress();
    }

    private static String canonical(String name) {
        return isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name;
    }
}
