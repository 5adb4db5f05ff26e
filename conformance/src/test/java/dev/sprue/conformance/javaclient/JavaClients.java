package dev.sprue.conformance.javaclient;

import com.azure.ai.inference.ChatCompletionsClientBuilder;
import com.azure.ai.inference.EmbeddingsClientBuilder;
import com.azure.ai.inference.ImageEmbeddingsClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.Endpoint;
import java.time.Duration;

/** Builds the clients the way their documentation does; the only addition is trust in the product's certificate. */
final class JavaClients {
    /** How long a test waits for an answer of an asynchronous client. */
    static final Duration LIMIT = AzureHttp.LIMIT;

    private JavaClients() {}

    static ChatCompletionsClientBuilder chat(Endpoint endpoint) {
        return new ChatCompletionsClientBuilder()
                .endpoint(endpoint.models())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(AzureHttp.trusting(endpoint.ca()));
    }

    static EmbeddingsClientBuilder embeddings(Endpoint endpoint) {
        return new EmbeddingsClientBuilder()
                .endpoint(endpoint.models())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(AzureHttp.trusting(endpoint.ca()));
    }

    static ImageEmbeddingsClientBuilder imageEmbeddings(Endpoint endpoint) {
        return new ImageEmbeddingsClientBuilder()
                .endpoint(endpoint.models())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(AzureHttp.trusting(endpoint.ca()));
    }
}
