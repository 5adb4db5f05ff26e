package dev.sprue.gateway.providers.credentials;

import static dev.sprue.gateway.providers.credentials.CredentialCase.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import dev.sprue.gateway.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a credential is kept fresh: ahead of its end, after a refusal, and through what fails meanwhile. */
class RenewedCredentialTest {

    /** Nothing happens but what a test asks for. */
    private static final RenewalRhythm STILL = new RenewalRhythm(
            Optional.empty(), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), new Random(7));

    @RegisterExtension
    private final CredentialCase given = new CredentialCase();

    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger fetches = new AtomicInteger();

    @FunctionalInterface
    private interface Step {
        Expiring<Secret> take() throws IOException;
    }

    private static Step lasting(String token) {
        return () -> Expiring.lasting(new Secret(token));
    }

    private static Step failing() {
        return () -> {
            throw new IOException("the endpoint is away");
        };
    }

    /** Fetches wait until the test says what comes. */
    private Credential credential(RenewalRhythm rhythm) {
        CredentialSource<Secret> source = () -> {
            Step step = steps.take();
            fetches.incrementAndGet();
            return step.take();
        };
        return given.kept(new RenewedCredential<>("up", source, KeyHeader.BEARER::signer, rhythm));
    }

    @Test
    void whoComesBeforeTheFirstOneWaitsForIt() throws Exception {
        Credential credential = credential(STILL);
        assertThat(credential.current()).isEmpty();
        CompletionStage<RequestSigner> one = credential.next();
        CompletionStage<RequestSigner> other = credential.next();
        steps.add(lasting("a"));
        assertThat(header(one.toCompletableFuture().join())).isEqualTo("authorization: Bearer a");
        assertThat(other.toCompletableFuture().join())
                .isSameAs(one.toCompletableFuture().join());
        assertThat(credential.current()).containsSame(one.toCompletableFuture().join());
        assertThat(fetches).hasValue(1);
    }

    @Test
    void oneThatEndsIsReplacedAheadOfItsEnd() throws Exception {
        Credential credential = credential(STILL);
        for (int i = 0; i < 3; i++) {
            String token = "t" + i;
            steps.add(() ->
                    new Expiring<>(new Secret(token), Optional.of(Instant.now().plusMillis(2_000))));
            Await.until(token, () -> credential
                    .current()
                    .filter(signer -> header(signer).endsWith(token))
                    .isPresent());
        }
        assertThat(fetches).hasValue(3);
    }

    @Test
    void oneThatHasEndedIsNotUsed() {
        Credential credential = credential(STILL);
        steps.add(
                () -> new Expiring<>(new Secret("a"), Optional.of(Instant.now().plusMillis(50))));
        Await.until("it was fetched", () -> fetches.get() == 1);
        Await.until("it has ended", () -> credential.current().isEmpty());
        steps.add(lasting("b"));
        Await.until("another", () -> credential.current().isPresent());
    }

    @Test
    void oneThatCameTooLateIsAFailure() {
        Credential credential = credential(STILL);
        steps.add(
                () -> new Expiring<>(new Secret("a"), Optional.of(Instant.now().minusSeconds(1))));
        assertThat(CredentialCase.failure(credential).failure().message()).contains("'up'");
        assertThat(credential.current()).isEmpty();
    }

    @Test
    void aRefusedOneIsFetchedAnewOnceForAllWhoWereRefused() throws Exception {
        Credential credential = credential(STILL);
        steps.add(lasting("a"));
        RequestSigner first = CredentialCase.signer(credential);
        assertThat(credential.renew(first)).isTrue();
        assertThat(credential.renew(first)).isTrue();
        assertThat(credential.current()).as("nobody else is sent to be refused").isEmpty();
        steps.add(lasting("b"));
        assertThat(header(credential)).isEqualTo("authorization: Bearer b");
        assertThat(credential.renew(first)).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void oneThatIsRefusedAgainAtOnceIsNotFetchedAgain() throws Exception {
        Credential credential = credential(STILL);
        steps.add(lasting("a"));
        RequestSigner signer = CredentialCase.signer(credential);
        assertThat(credential.renew(signer)).isTrue();
        steps.add(lasting("a"));
        assertThat(CredentialCase.signer(credential)).as("it is the same one").isSameAs(signer);
        assertThat(credential.renew(signer)).isFalse();
        assertThat(credential.current()).containsSame(signer);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFetchThatFailsLeavesWhatThereIs() throws Exception {
        Credential credential = credential(STILL);
        steps.add(lasting("a"));
        RequestSigner signer = CredentialCase.signer(credential);
        assertThat(credential.renew(signer)).isTrue();
        steps.add(failing());
        assertThat(CredentialCase.signer(credential)).isSameAs(signer);
        assertThat(credential.current()).containsSame(signer);
    }

    @Test
    void withoutAnyCallsFailAtOnceUntilThePauseIsOver() {
        Credential credential = credential(STILL);
        steps.add(failing());
        CredentialCase.failure(credential);
        CredentialCase.failure(credential);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void fetchesThatFailAreTriedAgain() throws Exception {
        Credential credential = credential(new RenewalRhythm(
                Optional.empty(), Duration.ofMillis(1), Duration.ofMillis(4), Duration.ZERO, new Random(7)));
        for (int i = 0; i < 5; i++) {
            steps.add(failing());
        }
        steps.add(() -> {
            throw new IllegalStateException("a defect does not end it either");
        });
        steps.add(lasting("a"));
        Await.until("it came", () -> credential.current().isPresent());
        assertThat(fetches).hasValue(7);
    }

    @Test
    void closingTellsWhoWaits() {
        Credential credential = credential(STILL);
        CompletionStage<RequestSigner> waiting = credential.next();
        credential.close();
        Await.until("told", () -> waiting.toCompletableFuture().isCompletedExceptionally());
        CredentialCase.failure(credential);
    }

    @Test
    void theNextFetchIsAheadOfTheEndAndReplicasDiffer() {
        Random random = new Random(20_267);
        RenewalRhythm rhythm = new RenewalRhythm(
                Optional.of(Duration.ofSeconds(9)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ZERO,
                random);
        Instant now = Instant.now();
        assertThat(rhythm.untilNext(Optional.empty(), now)).isEqualTo(Duration.ofSeconds(9));
        for (int i = 0; i < 1_000; i++) {
            Duration life = Duration.ofMillis(1 + random.nextInt(100_000_000));
            Duration wait = rhythm.untilNext(Optional.of(now.plus(life)), now);
            long ahead = Math.min(life.toMillis() / 4, 300_000);
            assertThat(wait.toMillis())
                    .isBetween(
                            Math.max(100, life.toMillis() - ahead - ahead / 2 - 2),
                            Math.max(100, life.toMillis() - ahead + 2));
        }
        assertThat(rhythm.afterFailures(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rhythm.afterFailures(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(rhythm.afterFailures(1_000)).isEqualTo(Duration.ofSeconds(30));
    }
}
