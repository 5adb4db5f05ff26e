package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * An application's proof by its certificate: a statement that only who has the key can sign. The file is read for each, so
 * that a new certificate needs no restart.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">its form</a>
 * @param file PEM, with the certificate and its key
 */
record CertificateProof(Path file) implements EntraSource.Proof.Assertion {

    private static final Duration LIFE = Duration.ofMinutes(10);

    @Override
    public Secret forEndpoint(String endpoint, String clientId) throws IOException {
        String pem = SecretFiles.text(file);
        Instant now = Instant.now();
        return Jwt.ps256()
                .header("x5t#S256", thumbprint(pem))
                .claim("aud", endpoint)
                .claim("iss", clientId)
                .claim("sub", clientId)
                .claim("jti", UUID.randomUUID().toString())
                .claim("nbf", now)
                .from(now, LIFE)
                .sign(Jwt.rsaKey(pem, file.toString()));
    }

    private String thumbprint(String pem) throws IOException {
        int from = pem.indexOf("-----BEGIN CERTIFICATE-----");
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(
                            pem.substring(Math.max(0, from)).getBytes(StandardCharsets.ISO_8859_1)));
            certificate.checkValidity();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (CertificateExpiredException | CertificateNotYetValidException outOfTime) {
            throw new IOException("the certificate in " + file + " is not valid at this time");
        } catch (CertificateException unreadable) {
            throw new IOException(file + " holds no certificate (PEM)");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
