package dev.sprue.gateway.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the CA and the server certificates (RFC 5280; EC P-256, ECDSA with SHA-256). Loaded only when one is due. */
final class CertificateMaker {

    private static final Duration CA_LIFE = Duration.ofDays(3650);
    /** The longest life that clients accept for a server certificate. */
    private static final Duration SERVER_LIFE = Duration.ofDays(397);
    /** Clients whose clock is behind must not meet a certificate from their future. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final Instant now;

    CertificateMaker(Instant now) {
        this.now = now;
    }

    /** A certificate with its private key, both as PEM. */
    record Made(String certificatePem, String keyPem) {

        @Override
        public String toString() {
            return "Made[***]";
        }
    }

    /** A CA that may sign server certificates and nothing else. */
    Made authority() {
        try {
            KeyPair pair = newPair();
            byte[] tag = new byte[4];
            random.nextBytes(tag);
            X500Principal subject =
                    new X500Principal("CN=Sprue local CA " + HexFormat.of().formatHex(tag));
            X509v3CertificateBuilder builder = builder(subject, subject, pair.getPublic(), now.plus(CA_LIFE))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new Made(sign(builder, pair.getPrivate()), keyPem(pair));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new TlsException("cannot make a CA: " + e, e);
        }
    }

    /** A server certificate for some names and addresses, signed by the CA in two files. */
    Made server(Path caFile, Path caKeyFile, Set<String> names) throws IOException {
        X509Certificate ca = Pem.certificate(caFile);
        try {
            PrivateKey caKey = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.privateKey(caKeyFile)
                            .orElseThrow(
                                    () -> new TlsException(caKeyFile + " holds no private key. Put it back, or delete"
                                            + " the folder to have a new CA made, which clients must then trust"))
                            .der()));
            KeyPair pair = newPair();
            Instant end = now.plus(SERVER_LIFE);
            Instant caEnd = ca.getNotAfter().toInstant();
            X509v3CertificateBuilder builder = builder(
                            ca.getSubjectX500Principal(),
                            new X500Principal("CN=Sprue"),
                            pair.getPublic(),
                            end.isBefore(caEnd) ? end : caEnd)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(ca.getPublicKey()))
                    .addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            String pem = sign(builder, caKey);
            certificateOf(pem).verify(ca.getPublicKey());
            return new Made(pem, keyPem(pair));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new TlsException(
                    "cannot sign a server certificate with " + caKeyFile + ": " + e
                            + ". Delete the folder to have a new CA made, which clients must then trust",
                    e);
        }
    }

    private X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, PublicKey key, Instant end)
            throws CertIOException, GeneralSecurityException {
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(159, random).setBit(0),
                        Date.from(now.minus(CLOCK_SKEW)),
                        Date.from(end),
                        subject,
                        key)
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    }

    private KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static GeneralNames alternativeNames(Set<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(
                        SubjectNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static String sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, IOException {
        return pem(
                "CERTIFICATE",
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                        .getEncoded());
    }

    private static X509Certificate certificateOf(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /** PKCS#8 with the public point inside (RFC 5915), which {@link Pem#holdsPublicKeyOf} relies on. */
    private static String keyPem(KeyPair pair) throws IOException {
        SubjectPublicKeyInfo publicKey =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        org.bouncycastle.asn1.sec.ECPrivateKey key = new org.bouncycastle.asn1.sec.ECPrivateKey(
                256,
                ((ECPrivateKey) pair.getPrivate()).getS(),
                publicKey.getPublicKeyData(),
                publicKey.getAlgorithm().getParameters());
        return pem("PRIVATE KEY", new PrivateKeyInfo(publicKey.getAlgorithm(), key).getEncoded());
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
