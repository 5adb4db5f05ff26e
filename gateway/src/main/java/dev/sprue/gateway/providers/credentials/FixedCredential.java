package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Always the same headers. */
final class FixedCredential implements Credential {

    private final Optional<RequestSigner> signer;

    FixedCredential(List<Header> headers) {
        this.signer = Optional.of((endpoint, request) -> headers);
    }

    @Override
    public Optional<RequestSigner> current() {
        return signer;
    }

    @Override
    public CompletionStage<RequestSigner> next() {
        return CompletableFuture.completedFuture(signer.orElseThrow());
    }

    @Override
    public boolean renew(RequestSigner refused) {
        return false;
    }
}
