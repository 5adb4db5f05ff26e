package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A credential that is fetched from a source and kept fresh there.
 *
 * <p>One virtual thread fetches: at once, ahead of each end, and when an upstream has refused what there is. Calls read
 * {@link #current()}, which is one volatile field; only who finds none there waits, and never for longer than the fetch
 * under way. A fetch that fails leaves the credential that there is in use until its end.
 */
final class RenewedCredential<T> implements Credential {

    private static final System.Logger LOG = System.getLogger(RenewedCredential.class.getName());

    private record Held<T>(T value, Optional<RequestSigner> signer, long endsMs) {

        boolean isGood() {
            return System.currentTimeMillis() < endsMs;
        }
    }

    private final String provider;
    private final CredentialSource<T> source;
    private final Function<T, RequestSigner> signing;
    private final RenewalRhythm rhythm;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Thread keeper;

    private volatile @Nullable Held<T> held;
    private volatile boolean refused;
    /** Set while a fetch is asked for or under way, for those who wait for it. */
    private @Nullable CompletableFuture<RequestSigner> coming = new CompletableFuture<>();

    private int failures;
    private long failedAtNanos;
    private long renewedAtNanos;
    private boolean closed;

    /**
     * Begins to fetch.
     *
     * @param provider the provider's name, for the log and for errors
     * @param signing makes of a credential what puts it on requests; called once for each that is another one
     */
    RenewedCredential(
            String provider, CredentialSource<T> source, Function<T, RequestSigner> signing, RenewalRhythm rhythm) {
        this.provider = provider;
        this.source = source;
        this.signing = signing;
        this.rhythm = rhythm;
        this.renewedAtNanos = System.nanoTime() - rhythm.renewPause().toNanos();
        this.keeper = Thread.ofVirtual().name("credential-" + provider).start(this::keep);
    }

    @Override
    public Optional<RequestSigner> current() {
        Held<T> now = held;
        return now == null || refused || !now.isGood() ? Optional.empty() : now.signer();
    }

    @Override
    public CompletionStage<RequestSigner> next() {
        lock.lock();
        try {
            Optional<RequestSigner> ready = current();
            if (ready.isPresent()) {
                return CompletableFuture.completedFuture(ready.get());
            }
            CompletableFuture<RequestSigner> waiting = coming;
            if (waiting == null) {
                if (closed || (failures > 0 && isWithin(failedAtNanos, rhythm.firstPause()))) {
                    return CompletableFuture.failedFuture(unavailable().toException());
                }
                waiting = ask();
            }
            return waiting.copy();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean renew(RequestSigner used) {
        lock.lock();
        try {
            Held<T> now = held;
            if (closed) {
                return false;
            }
            if (now == null || now.signer().orElseThrow() != used) {
                return true;
            }
            if (!refused) {
                if (isWithin(renewedAtNanos, rhythm.renewPause())) {
                    return false;
                }
                refused = true;
                renewedAtNanos = System.nanoTime();
                coming = coming == null ? ask() : coming;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<RequestSigner> ask() {
        CompletableFuture<RequestSigner> next = new CompletableFuture<>();
        coming = next;
        asked.signal();
        return next;
    }

    private static boolean isWithin(long sinceNanos, Duration pause) {
        return System.nanoTime() - sinceNanos < pause.toNanos();
    }

    private Failure unavailable() {
        return Failure.of(ErrorCode.UPSTREAM_CREDENTIAL_MISSING, provider).withUpstream(UpstreamFault.silent(provider));
    }

    private void keep() {
        try {
            Duration pause = Duration.ZERO;
            while (true) {
                await(pause);
                pause = fetch();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            giveUp();
        }
    }

    /** Returns when the pause is over, or somebody asks. */
    private void await(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pause.toNanos();
            while (coming == null && left > 0) {
                left = asked.awaitNanos(left);
            }
            if (coming == null) {
                coming = new CompletableFuture<>();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Fetches once; the pause until the next time. */
    private Duration fetch() throws InterruptedException {
        try {
            Expiring<T> fetched = source.fetch();
            Instant now = Instant.now();
            if (fetched.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
                throw new IOException("what came has expired already; look whether this machine's clock is right");
            }
            take(fetched);
            return rhythm.untilNext(fetched.expiresAt(), now);
        } catch (IOException | RuntimeException failed) {
            return failed(failed);
        }
    }

    private void take(Expiring<T> fetched) {
        long ends = fetched.expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        Held<T> before = held;
        Optional<RequestSigner> signer = before != null && before.value().equals(fetched.value())
                ? before.signer()
                : Optional.of(signing.apply(fetched.value()));
        if (failures > 0) {
            LOG.log(System.Logger.Level.INFO, "the credential of provider '" + provider + "' can be fetched again");
        }
        settle(new Held<>(fetched.value(), signer, ends), 0);
    }

    private Duration failed(Exception failure) {
        Held<T> before = held;
        boolean good = before != null && before.isGood();
        if (failures == 0) {
            String why = failure instanceof IOException ? failure.getMessage() : failure.toString();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the credential of provider '" + provider + "' cannot be fetched: " + why + "; "
                            + (good ? "the one that there is stays in use" : "calls to it fail until it can"));
        }
        settle(before, failures + 1);
        return rhythm.afterFailures(failures);
    }

    /** What is known from now on; who waits is told. What an upstream refused is tried again where there is no other. */
    private void settle(@Nullable Held<T> now, int failedInARow) {
        CompletableFuture<RequestSigner> waiting;
        lock.lock();
        try {
            held = now;
            refused = false;
            failures = failedInARow;
            failedAtNanos = System.nanoTime();
            waiting = coming;
            coming = null;
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            if (now != null && now.isGood()) {
                waiting.complete(now.signer().orElseThrow());
            } else {
                waiting.completeExceptionally(unavailable().toException());
            }
        }
    }

    private void giveUp() {
        CompletableFuture<RequestSigner> waiting;
        lock.lock();
        try {
            closed = true;
            waiting = coming;
            coming = null;
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            waiting.completeExceptionally(unavailable().toException());
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
    }
}
