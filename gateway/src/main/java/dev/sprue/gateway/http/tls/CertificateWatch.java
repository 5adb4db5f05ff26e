package dev.sprue.gateway.http.tls;

import dev.sprue.gateway.http.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Notices that the files of the certificate have changed, and that the made one is due for renewal, while the service
 * runs.
 *
 * <p>Files are looked at every few seconds rather than watched by the file system, which misses what happens behind
 * mounts and links, where orchestrators put certificates. A certificate that cannot be used is logged, and the old one
 * stays until a later look finds one that can.
 */
public final class CertificateWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CertificateWatch.class.getName());
    private static final Duration RENEWAL = Duration.ofHours(12);

    private final Supplier<ServerCertificate> obtain;
    private final Consumer<ServerCertificate> changed;
    private final Duration interval;
    private final Pause pause = new Pause();
    private final Thread thread;
    private ServerCertificate current;
    private String stamp;
    private boolean owed;
    private String told = "";

    /**
     * Starts watching.
     *
     * @param current the certificate in use
     * @param obtain the certificate to use, checked, and renewed where that is due; may throw {@link TlsException}
     * @param changed takes a certificate whose files are others than before
     * @param interval time between two looks
     */
    public CertificateWatch(
            ServerCertificate current,
            Supplier<ServerCertificate> obtain,
            Consumer<ServerCertificate> changed,
            Duration interval) {
        this.current = current;
        this.obtain = obtain;
        this.changed = changed;
        this.interval = interval;
        this.stamp = stamp(current);
        this.thread = Thread.ofVirtual().name("certificate-watch").start(this::watch);
    }

    private void watch() {
        long renewedNanos = System.nanoTime();
        try {
            while (true) {
                boolean due =
                        pause.make(interval) == Pause.End.CUT || System.nanoTime() - renewedNanos > RENEWAL.toNanos();
                if (due || owed || !stamp(current).equals(stamp)) {
                    renewedNanos = System.nanoTime();
                    look();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has a certificate obtained now, perhaps for other names than before. Returns at once. */
    public void refresh() {
        pause.cut();
    }

    private void look() {
        String before = stamp;
        // Taken first: a change during the look is then a change at the next one.
        stamp = stamp(current);
        boolean wasOwed = owed;
        try {
            current = obtain.get();
            owed = false;
            told = "";
            String now = stamp(current);
            if (wasOwed || !now.equals(before)) {
                stamp = now;
                changed.accept(current);
                LOG.log(System.Logger.Level.INFO, "the certificate has changed and is in use");
            }
        } catch (RuntimeException unusable) {
            owed = true;
            String why = String.valueOf(unusable.getMessage());
            if (!why.equals(told)) {
                told = why;
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the certificate is to change but cannot be used, the old one stays: " + why);
            }
        }
    }

    private static String stamp(ServerCertificate certificate) {
        return stamp(certificate.chain()) + " " + stamp(certificate.key());
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException absent) {
            return "absent";
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
