package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One that never changes. */
final class FixedCredential implements Credential {

    private final RequestSigner signer;
    private final Optional<RequestSigner> always;

    FixedCredential(RequestSigner signer) {
        this.signer = signer;
        this.always = Optional.of(signer);
    }

    @Override
    public Optional<RequestSigner> current() {
        return always;
    }

    @Override
    public CompletionStage<RequestSigner> next() {
        return CompletableFuture.completedFuture(signer);
    }

    @Override
    public boolean renew(RequestSigner refused) {
        return false;
    }
}
