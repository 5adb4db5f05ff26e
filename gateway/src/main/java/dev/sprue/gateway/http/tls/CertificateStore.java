package dev.sprue.gateway.http.tls;

import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the certificate of the service: a CA and a server certificate under {@code DIR/tls}, both made at first start.
 *
 * <p>Clients trust the CA, once; the server certificate is renewed at start when it is about to expire or when it does
 * not cover a name any more, and the CA stays. A start that finds everything in order only reads two small files.
 */
public final class CertificateStore {

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path folder;
    private final InstantSource clock;

    /** Keeps its files in {@code dataDir/tls}, which is made where it is not there. */
    public CertificateStore(Path dataDir) {
        this(dataDir, InstantSource.system());
    }

    CertificateStore(Path dataDir, InstantSource clock) {
        this.folder = dataDir.toAbsolutePath().normalize().resolve("tls");
        this.clock = clock;
    }

    /**
     * The certificate to serve with, made or renewed where that is due.
     *
     * @param listen says which names it must cover, or which files of the user's to take instead
     * @param resources the names of all resources, whose host names it must cover
     * @param baseDir the folder from which relative paths in {@code listen} start
     * @throws TlsException when there is none to be had
     */
    public ServerCertificate obtain(Listen listen, List<String> resources, Path baseDir) {
        return listen.tls()
                .map(files ->
                        new OwnCertificate(clock).check(baseDir.resolve(files.cert()), baseDir.resolve(files.key())))
                .orElseGet(() -> made(SubjectNames.of(listen, resources, HostName.current())));
    }

    private ServerCertificate made(Set<String> names) {
        try {
            PrivateFiles.makeFolder(folder);
            if (!inOrder(names)) {
                // Two services that start on one folder must not trample on each other's files.
                PrivateFiles.alone(folder.resolve("lock"), () -> inOrder(names) || make(names));
            }
            PrivateFiles.restrict(key());
            return new ServerCertificate(chain(), key(), Optional.of(ca()));
        } catch (IOException e) {
            throw new TlsException(
                    "cannot keep the certificate in " + folder + ": " + e
                            + ". Make the folder writable for this user, or choose another with --data",
                    e);
        }
    }

    /** Whether the files on disk can be served with: there, for these names, and not about to expire. */
    private boolean inOrder(Set<String> names) throws IOException {
        if (!Files.exists(ca()) || !Files.exists(chain()) || !Files.exists(key())) {
            return false;
        }
        X509Certificate authority = Pem.certificate(ca());
        X509Certificate server = Pem.certificate(chain());
        return server.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                && SubjectNames.in(server).containsAll(names)
                && server.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEW_BEFORE))
                && Pem.holdsPublicKeyOf(key(), server);
    }

    private boolean make(Set<String> names) throws IOException {
        Instant now = clock.instant();
        boolean haveCa = Files.exists(ca());
        boolean haveCaKey = Files.exists(caKey());
        if (haveCa && !haveCaKey) {
            throw new TlsException(
                    "the server certificate in " + folder + " must be renewed, but " + caKey()
                            + " is missing. Put it back, or delete the folder to have a new CA made, which clients must then trust");
        }
        if (haveCa && Pem.certificate(ca()).getNotAfter().toInstant().isBefore(now)) {
            throw new TlsException("the CA in " + ca() + " has expired. Delete the folder " + folder
                    + " to have a new one made, which clients must then trust");
        }
        CertificateMaker maker = new CertificateMaker(now);
        if (!haveCa) {
            CertificateMaker.Made made = maker.authority();
            // the key first: a CA without its key could never renew anything
            PrivateFiles.write(caKey(), made.keyPem());
            PrivateFiles.write(ca(), made.certificatePem());
        }
        PrivateFiles.restrict(caKey());
        CertificateMaker.Made server = maker.server(ca(), caKey(), names);
        PrivateFiles.write(key(), server.keyPem());
        PrivateFiles.write(chain(), server.certificatePem() + Files.readString(ca()));
        return true;
    }

    private Path ca() {
        return folder.resolve("ca.pem");
    }

    private Path caKey() {
        return folder.resolve("ca.key");
    }

    private Path chain() {
        return folder.resolve("server.pem");
    }

    private Path key() {
        return folder.resolve("server.key");
    }
}
