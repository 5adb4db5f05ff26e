package dev.sprue.gateway.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.HeardLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is due and cannot be obtained stays due. */
class CertificateWatchTest {

    @Test
    void itIsObtainedAsSoonAsItCanBe(@TempDir Path folder) throws Exception {
        Path chain = Files.writeString(folder.resolve("chain.pem"), "chain");
        ServerCertificate certificate = new ServerCertificate(chain, chain, Optional.empty());
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger used = new AtomicInteger();
        try (HeardLog log = new HeardLog(CertificateWatch.class.getName());
                CertificateWatch watch = new CertificateWatch(
                        certificate,
                        () -> {
                            tries.incrementAndGet();
                            if (broken.get()) {
                                throw new IllegalStateException("the folder is read-only");
                            }
                            return certificate;
                        },
                        next -> used.incrementAndGet(),
                        Duration.ofMillis(5))) {
            watch.refresh();
            Await.until("it is tried again and again", () -> tries.get() >= 3);
            assertThat(log.with("read-only")).as("that is told once").hasSize(1);
            assertThat(used).hasValue(0);
            broken.set(false);
            Await.until("it is used", () -> used.get() == 1);
            int enough = tries.get();
            watch.refresh();
            Await.until("it is looked at again", () -> tries.get() > enough);
            assertThat(used).as("it has not changed").hasValue(1);
        }
    }
}
