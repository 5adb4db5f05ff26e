package dev.sprue.gateway.http.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468) with nothing but the JDK. */
public final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int POINT_BYTES = 65;

    private Pem() {}

    /** The first certificate of a file. */
    static X509Certificate certificate(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new TlsException(
                    file + " holds no readable certificate (PEM). Put the right file there, or delete the" + " folder "
                            + file.getParent() + " if Sprue made it",
                    e);
        }
    }

    /**
     * A private key as a file holds it.
     *
     * @param label the words of its PEM header, {@code PRIVATE KEY} for PKCS#8
     * @param der its bytes
     */
    public record KeyBlock(String label, byte[] der) {}

    /** The first private key of a file; empty when it has none. */
    static Optional<KeyBlock> privateKey(Path file) throws IOException {
        return privateKey(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    /** The first private key of a text; empty when it has none. */
    public static Optional<KeyBlock> privateKey(String pem) {
        Matcher matcher = KEY.matcher(pem);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new KeyBlock(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a key file made by {@link CertificateMaker} belongs to a certificate.
     *
     * <p>Such a file carries the public point beside the private number (RFC 5915), so comparing bytes is enough, and
     * no cryptographic provider has to be loaded at start.
     */
    static boolean holdsPublicKeyOf(Path keyFile, X509Certificate certificate) throws IOException {
        PublicKey publicKey = certificate.getPublicKey();
        byte[] encoded = publicKey.getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, Math.max(0, encoded.length - POINT_BYTES), encoded.length);
        return privateKey(keyFile)
                .map(key -> key.der().length >= POINT_BYTES
                        && Arrays.equals(
                                Arrays.copyOfRange(key.der(), key.der().length - POINT_BYTES, key.der().length), point))
                .orElse(false);
    }
}
