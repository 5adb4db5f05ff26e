package dev.sprue.gateway.http.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate to serve HTTPS with.
 *
 * @param chain PEM file with the certificate, then those that signed it
 * @param key PEM file with its private key, PKCS#8
 * @param ca PEM file with the CA that clients must trust; empty for a certificate of the user's own
 */
public record ServerCertificate(Path chain, Path key, Optional<Path> ca) {}
