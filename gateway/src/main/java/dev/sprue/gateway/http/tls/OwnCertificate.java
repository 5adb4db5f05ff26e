package dev.sprue.gateway.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Checks a certificate of the user's before it is served with, since a wrong one only shows in clients' errors. */
public final class OwnCertificate {

    private final InstantSource clock;

    /** @param clock tells the time that the certificate must be valid at */
    public OwnCertificate(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The two files, found to be in order.
     *
     * @throws TlsException when one is missing or unreadable, when the certificate is not valid now, or when the key is
     *     another's
     */
    public ServerCertificate check(Path chain, Path key) {
        readable(chain, "cert");
        readable(key, "key");
        try {
            X509Certificate certificate = Pem.certificate(chain);
            checkDates(certificate, chain);
            checkKey(certificate, chain, key);
            return new ServerCertificate(chain, key, Optional.empty());
        } catch (IOException e) {
            throw new TlsException("cannot read " + chain + " and " + key + ": " + e, e);
        }
    }

    private static void readable(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new TlsException(
                    "listen.tls." + name + " names " + file + ", which is no file. Put a PEM file there");
        }
        if (!Files.isReadable(file)) {
            throw new TlsException("listen.tls." + name + " names " + file + ", which this user may not read");
        }
    }

    private void checkDates(X509Certificate certificate, Path file) {
        Instant now = clock.instant();
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isAfter(end)) {
            throw new TlsException("the certificate in " + file + " expired at " + end + ". Renew it");
        }
        if (now.isBefore(begin)) {
            throw new TlsException(
                    "the certificate in " + file + " is valid only from " + begin + ". Check this machine's clock");
        }
    }

    private static void checkKey(X509Certificate certificate, Path chain, Path file) throws IOException {
        Pem.KeyBlock block = Pem.privateKey(file)
                .orElseThrow(
                        () -> new TlsException(file + " holds no private key (PEM, '-----BEGIN PRIVATE KEY-----')"));
        if (block.label().startsWith("ENCRYPTED")) {
            throw new TlsException("the private key in " + file + " is encrypted. Decrypt it: openssl pkcs8 -in " + file
                    + " -out plain.key");
        }
        if (!block.label().equals("PRIVATE KEY")) {
            throw new TlsException("the private key in " + file + " is not PKCS#8. Convert it: openssl pkcs8 -topk8"
                    + " -nocrypt -in " + file + " -out pkcs8.key");
        }
        String algorithm = certificate.getPublicKey().getAlgorithm();
        if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
            throw new TlsException("the certificate in " + chain + " has a key of type " + algorithm
                    + "; use one with an RSA or EC key");
        }
        if (!belongs(certificate, algorithm, block)) {
            throw new TlsException("the private key in " + file + " does not belong to the certificate in " + chain
                    + ". The file must begin with the server's own certificate");
        }
    }

    private static boolean belongs(X509Certificate certificate, String algorithm, Pem.KeyBlock block) {
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.der()));
            Signature signature = Signature.getInstance(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            byte[] probe = {1, 2, 3};
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
