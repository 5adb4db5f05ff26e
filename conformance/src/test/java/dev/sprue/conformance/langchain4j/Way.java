package dev.sprue.conformance.langchain4j;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.azure.AzureOpenAiChatModel;
import dev.langchain4j.model.azure.AzureOpenAiEmbeddingModel;
import dev.langchain4j.model.azure.AzureOpenAiStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Trust;
import java.net.http.HttpClient;

/** The two families of LangChain4j's models, set up as its documentation does but for whom they trust. */
enum Way {
    /** Those for OpenAI, on {@code /openai/v1}, over HTTP/2. */
    OPENAI {
        @Override
        ChatModel chat(Endpoint endpoint, String deployment) {
            return OpenAiChatModel.builder()
                    .baseUrl(endpoint.openAiV1())
                    .apiKey(endpoint.key())
                    .modelName(deployment)
                    .strictJsonSchema(true)
                    .maxRetries(0)
                    .httpClientBuilder(http(endpoint, HttpClient.Version.HTTP_2))
                    .build();
        }

        @Override
        StreamingChatModel streaming(Endpoint endpoint, String deployment) {
            return OpenAiStreamingChatModel.builder()
                    .baseUrl(endpoint.openAiV1())
                    .apiKey(endpoint.key())
                    .modelName(deployment)
                    .strictJsonSchema(true)
                    .httpClientBuilder(http(endpoint, HttpClient.Version.HTTP_2))
                    .build();
        }

        @Override
        EmbeddingModel embedding(Endpoint endpoint, String deployment) {
            return OpenAiEmbeddingModel.builder()
                    .baseUrl(endpoint.openAiV1())
                    .apiKey(endpoint.key())
                    .modelName(deployment)
                    .httpClientBuilder(http(endpoint, HttpClient.Version.HTTP_2))
                    .build();
        }
    },

    /** Those for Azure OpenAI, on deployments, through Microsoft's client. */
    AZURE {
        @Override
        ChatModel chat(Endpoint endpoint, String deployment) {
            return AzureOpenAiChatModel.builder()
                    .endpoint(endpoint.base().toString())
                    .apiKey(endpoint.key())
                    .deploymentName(deployment)
                    .strictJsonSchema(true)
                    .maxRetries(0)
                    .httpClientProvider(() -> AzureHttp.trusting(endpoint.ca()))
                    .build();
        }

        @Override
        StreamingChatModel streaming(Endpoint endpoint, String deployment) {
            return AzureOpenAiStreamingChatModel.builder()
                    .endpoint(endpoint.base().toString())
                    .apiKey(endpoint.key())
                    .deploymentName(deployment)
                    .strictJsonSchema(true)
                    .httpClientProvider(() -> AzureHttp.trusting(endpoint.ca()))
                    .build();
        }

        @Override
        EmbeddingModel embedding(Endpoint endpoint, String deployment) {
            return AzureOpenAiEmbeddingModel.builder()
                    .endpoint(endpoint.base().toString())
                    .apiKey(endpoint.key())
                    .deploymentName(deployment)
                    .httpClientProvider(() -> AzureHttp.trusting(endpoint.ca()))
                    .build();
        }
    };

    abstract ChatModel chat(Endpoint endpoint, String deployment);

    abstract StreamingChatModel streaming(Endpoint endpoint, String deployment);

    abstract EmbeddingModel embedding(Endpoint endpoint, String deployment);

    /** The transport of the models for OpenAI. */
    static JdkHttpClientBuilder http(Endpoint endpoint, HttpClient.Version version) {
        return new JdkHttpClientBuilder()
                .httpClientBuilder(HttpClient.newBuilder().version(version).sslContext(Trust.context(endpoint.ca())));
    }
}
