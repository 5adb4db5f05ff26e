package dev.sprue.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the product's own certificate authority, and in no other. */
public final class Trust {
    /** What protects the stores of {@link #store}; certificates are no secret. */
    public static final String PASSWORD = "changeit";

    private Trust() {}

    /** Writes a PKCS12 store that holds the certificates of {@code pem}, for processes that are told of a file. */
    public static void store(Path pem, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            certificates(pem).store(out, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot trust " + pem, e);
        }
    }

    /** Trust managers over the certificates of {@code pem}. */
    public static TrustManagerFactory in(Path pem) {
        try {
            KeyStore store = certificates(pem);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot trust " + pem, e);
        }
    }

    /** A TLS context for clients that only know the certificates of {@code pem}. */
    public static SSLContext context(Path pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, in(pem).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot trust " + pem, e);
        }
    }

    private static KeyStore certificates(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
        }
        return store;
    }
}
