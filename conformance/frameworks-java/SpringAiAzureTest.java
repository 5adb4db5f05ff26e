import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.ai.azure.openai.AzureOpenAiChatModel;
import org.springframework.ai.azure.openai.AzureOpenAiChatOptions;
import org.springframework.ai.azure.openai.AzureOpenAiEmbeddingModel;
import org.springframework.ai.azure.openai.AzureOpenAiEmbeddingOptions;
import org.springframework.ai.azure.openai.AzureOpenAiResponseFormat;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI's models for Azure OpenAI, on deployments, through Microsoft's client. */
class SpringAiAzureTest {

    /** A tool as Spring lets programs write one. */
    static final class Home {
        @Tool(description = "Tells the weather.")
        String weather(String place) {
            return "sunny in " + place;
        }

        @Tool(description = "Tells the time.")
        String time(String zone) {
            return "noon in " + zone;
        }
    }

    /** A form as a program writes it. */
    record Thing(Colour colour, boolean heavy) {
        enum Colour {
            RED,
            GREEN,
            BLUE
        }
    }

    @Test
    void theBuiltInModelAnswers() {
        AzureOpenAiChatModel model = chat(
                Setting.BUILT_IN, AzureOpenAiChatOptions.builder().temperature(0.0).maxTokens(40));
        String whole = ChatClient.create(model)
                .prompt()
                .system("You are helpful.")
                .user(Setting.QUESTION)
                .call()
                .content();
        assertThat(whole).isNotBlank();
        List<String> pieces = ChatClient.create(model)
                .prompt()
                .system("You are helpful.")
                .user(Setting.QUESTION)
                .stream()
                .content()
                .collectList()
                .block();
        assertThat(String.join("", Objects.requireNonNull(pieces))).isEqualTo(whole);
    }

    @Test
    void aProvidersAnswerWithItsUsage() {
        AzureOpenAiChatModel model = chat(Setting.RELAY, AzureOpenAiChatOptions.builder());
        ChatResponse answer = model.call(new Prompt(Setting.PLAIN));
        assertThat(answer.getResult().getOutput().getText()).isEqualTo(Setting.PLAIN_ANSWER);
        assertThat(answer.getMetadata().getUsage().getPromptTokens()).isEqualTo(Setting.PLAIN_PROMPT_TOKENS);
        assertThat(answer.getMetadata().getUsage().getCompletionTokens()).isEqualTo(Setting.PLAIN_TOKENS);
    }

    @Test
    void aStreamWithItsUsage() {
        AzureOpenAiChatModel model = chat(
                Setting.RELAY, AzureOpenAiChatOptions.builder().streamUsage(true));
        List<ChatResponse> chunks =
                Objects.requireNonNull(model.stream(new Prompt(Setting.PLAIN)).collectList().block());
        StringBuilder text = new StringBuilder();
        for (ChatResponse chunk : chunks) {
            if (!chunk.getResults().isEmpty()) {
                String piece = chunk.getResult().getOutput().getText();
                text.append(piece == null ? "" : piece);
            }
        }
        assertThat(text.toString()).isEqualTo(Setting.PLAIN_ANSWER);
        assertThat(chunks.getLast().getMetadata().getUsage().getCompletionTokens()).isEqualTo(Setting.PLAIN_TOKENS);
    }

    @Test
    void toolsAreCalledAndTheirResultsGoBack() {
        ChatClient client = ChatClient.create(chat(Setting.RELAY, AzureOpenAiChatOptions.builder()));
        assertThat(client.prompt(Setting.USE_TOOLS).tools(new Home()).call().content())
                .contains("sunny in Zürich", "noon in Zürich");
    }

    @Test
    void aClassIsFilledIn() {
        BeanOutputConverter<Thing> converter = new BeanOutputConverter<>(Thing.class);
        AzureOpenAiResponseFormat form = AzureOpenAiResponseFormat.builder()
                .type(AzureOpenAiResponseFormat.Type.JSON_SCHEMA)
                .jsonSchema(converter.getJsonSchema())
                .build();
        Thing thing = ChatClient.create(chat(
                        Setting.BUILT_IN, AzureOpenAiChatOptions.builder().maxTokens(200).responseFormat(form)))
                .prompt("Describe a thing.")
                .call()
                .entity(converter);
        assertThat(thing).isNotNull();
        assertThat(thing.colour()).isNotNull();
        ChatResponse relayed = chat(Setting.RELAY, AzureOpenAiChatOptions.builder().responseFormat(form))
                .call(new Prompt(Setting.FILL_FORM));
        assertThat(converter.convert(relayed.getResult().getOutput().getText()))
                .isEqualTo(new Thing(Thing.Colour.RED, true));
    }

    @Test
    void vectors() {
        EmbeddingResponse answer =
                embedding(Setting.BUILT_IN).embedForResponse(List.of("a river in spring", "a river in spring"));
        assertThat(answer.getResults()).hasSize(2);
        assertThat(answer.getResults().getFirst().getOutput())
                .isEqualTo(answer.getResults().getLast().getOutput());
        assertThat(answer.getMetadata().getUsage().getPromptTokens()).isPositive();
        assertThat(embedding(Setting.RELAY).embed("zwei")).hasSize(8);
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> ask(Setting.RELAY.withKey("wrong"), Setting.PLAIN))
                .isInstanceOf(ClientAuthenticationException.class);
        assertThatThrownBy(() -> ask(Setting.RELAY.withChat("nobody"), Setting.PLAIN))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("DeploymentNotFound");
        assertThatThrownBy(() -> ask(Setting.RELAY, Setting.REFUSE))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("the stand-in's own words");
        AzureOpenAiChatModel model = chat(Setting.RELAY, AzureOpenAiChatOptions.builder());
        assertThatThrownBy(() -> model.stream(new Prompt(Setting.BREAK)).collectList().block())
                .isInstanceOf(RuntimeException.class);
    }

    private static void ask(Setting setting, String message) {
        chat(setting, AzureOpenAiChatOptions.builder()).call(message);
    }

    private static AzureOpenAiChatModel chat(Setting setting, AzureOpenAiChatOptions.Builder options) {
        return AzureOpenAiChatModel.builder()
                .openAIClientBuilder(client(setting))
                .defaultOptions(options.deploymentName(setting.chat()).build())
                .build();
    }

    private static AzureOpenAiEmbeddingModel embedding(Setting setting) {
        AzureOpenAiEmbeddingOptions options = AzureOpenAiEmbeddingOptions.builder()
                .deploymentName(setting.embed())
                .build();
        return new AzureOpenAiEmbeddingModel(client(setting).buildClient(), MetadataMode.EMBED, options);
    }

    private static OpenAIClientBuilder client(Setting setting) {
        return new OpenAIClientBuilder().endpoint(setting.root()).credential(new AzureKeyCredential(setting.key()));
    }
}
