package dev.sprue.conformance.openaijava;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Trust;
import javax.net.ssl.X509TrustManager;

/** A way in which a program can be set up to call the product. */
enum Way {
    /** As OpenAI's own service: {@code /openai/v1}, the key as a bearer token. */
    V1,
    /** As Azure OpenAI's v1: the same address, the key in {@code api-key}. */
    AZURE_V1,
    /** As Azure OpenAI's deployments: the deployment's name in the path, a dated version in the query. */
    AZURE_DEPLOYMENTS;

    /** A client with every answer checked; whoever asks for it closes it. */
    OpenAIClient client(Endpoint endpoint) {
        return switch (this) {
            case V1 ->
                builder(endpoint)
                        .baseUrl(endpoint.openAiV1())
                        .apiKey(endpoint.key())
                        .build();
            case AZURE_V1 ->
                builder(endpoint)
                        .baseUrl(endpoint.openAiV1())
                        .credential(AzureApiKeyCredential.create(endpoint.key()))
                        .azureUrlPathMode(AzureUrlPathMode.UNIFIED)
                        .build();
            case AZURE_DEPLOYMENTS -> dated(endpoint, AzureOpenAIServiceVersion.latestStableVersion());
        };
    }

    /** A client of the deployments by one version. */
    static OpenAIClient dated(Endpoint endpoint, AzureOpenAIServiceVersion version) {
        return builder(endpoint)
                .baseUrl(endpoint.base().toString())
                .credential(AzureApiKeyCredential.create(endpoint.key()))
                .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                .azureServiceVersion(version)
                .build();
    }

    /** The client's builder, told whom to trust and to check every answer. */
    static OpenAIOkHttpClient.Builder builder(Endpoint endpoint) {
        return OpenAIOkHttpClient.builder()
                .responseValidation(true)
                .sslSocketFactory(Trust.context(endpoint.ca()).getSocketFactory())
                .trustManager((X509TrustManager) Trust.in(endpoint.ca()).getTrustManagers()[0]);
    }
}
