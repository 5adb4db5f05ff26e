import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.AdvisorParams;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI's models for OpenAI, as such on /openai/v1 and as Microsoft Foundry's in both of their forms. */
class SpringAiTest {

    /** How a program's properties set the models up. */
    enum Way {
        V1,
        FOUNDRY_V1,
        FOUNDRY_DEPLOYMENTS;

        OpenAiChatModel chat(Setting setting, OpenAiChatOptions.Builder options) {
            return OpenAiChatModel.builder()
                    .options(options.baseUrl(baseUrl(setting))
                            .apiKey(setting.key())
                            .microsoftFoundry(this != V1)
                            .model(setting.chat())
                            .build())
                    .build();
        }

        OpenAiEmbeddingModel embedding(Setting setting) {
            OpenAiEmbeddingOptions options = OpenAiEmbeddingOptions.builder()
                    .baseUrl(baseUrl(setting))
                    .apiKey(setting.key())
                    .microsoftFoundry(this != V1)
                    .model(setting.embed())
                    .build();
            return OpenAiEmbeddingModel.builder()
                    .options(options)
                    .metadataMode(MetadataMode.EMBED)
                    .build();
        }

        private String baseUrl(Setting setting) {
            return this == FOUNDRY_DEPLOYMENTS ? setting.root() : setting.root() + "/openai/v1";
        }
    }

    /** Tools as Spring lets programs write them. */
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

    @ParameterizedTest
    @EnumSource
    void theBuiltInModelAnswers(Way way) {
        OpenAiChatModel model = way.chat(
                Setting.BUILT_IN, OpenAiChatOptions.builder().temperature(0.0).maxTokens(40));
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

    @ParameterizedTest
    @EnumSource
    void aProvidersAnswerWithItsUsage(Way way) {
        OpenAiChatModel model = way.chat(Setting.RELAY, OpenAiChatOptions.builder());
        ChatResponse answer = model.call(new Prompt(Setting.PLAIN));
        assertThat(answer.getResult().getOutput().getText()).isEqualTo(Setting.PLAIN_ANSWER);
        assertThat(answer.getResult().getMetadata().getFinishReason()).isEqualToIgnoringCase("stop");
        assertThat(answer.getMetadata().getUsage().getPromptTokens()).isEqualTo(Setting.PLAIN_PROMPT_TOKENS);
        assertThat(answer.getMetadata().getUsage().getCompletionTokens()).isEqualTo(Setting.PLAIN_TOKENS);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamWithItsUsage(Way way) {
        OpenAiChatModel model =
                way.chat(Setting.RELAY, OpenAiChatOptions.builder().streamUsage(true));
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

    @ParameterizedTest
    @EnumSource
    void toolsAreCalledAndTheirResultsGoBack(Way way) {
        ChatClient client = ChatClient.create(way.chat(Setting.RELAY, OpenAiChatOptions.builder()));
        String whole = client.prompt(Setting.USE_TOOLS).tools(new Home()).call().content();
        String streamed = String.join(
                "",
                Objects.requireNonNull(client.prompt(Setting.USE_TOOLS)
                        .tools(new Home())
                        .stream()
                        .content()
                        .collectList()
                        .block()));
        assertThat(whole).contains("sunny in Zürich", "noon in Zürich").isEqualTo(streamed);
    }

    @ParameterizedTest
    @EnumSource
    void aClassIsFilledIn(Way way) {
        ChatClient own = ChatClient.create(way.chat(Setting.BUILT_IN, OpenAiChatOptions.builder().maxTokens(200)));
        Thing thing = own.prompt("Describe a thing.")
                .advisors(AdvisorParams.ENABLE_NATIVE_STRUCTURED_OUTPUT)
                .call()
                .entity(Thing.class);
        assertThat(thing).isNotNull();
        assertThat(thing.colour()).isNotNull();
        ChatClient relayed = ChatClient.create(way.chat(Setting.RELAY, OpenAiChatOptions.builder()));
        assertThat(relayed.prompt(Setting.FILL_FORM)
                        .advisors(AdvisorParams.ENABLE_NATIVE_STRUCTURED_OUTPUT)
                        .call()
                        .entity(Thing.class))
                .isEqualTo(new Thing(Thing.Colour.RED, true));
    }

    @ParameterizedTest
    @EnumSource
    void vectors(Way way) {
        EmbeddingResponse answer = way.embedding(Setting.BUILT_IN)
                .embedForResponse(List.of("a river in spring", "un chat 🐈", "a river in spring"));
        assertThat(answer.getResults()).hasSize(3);
        assertThat(answer.getResults().getFirst().getOutput())
                .isEqualTo(answer.getResults().getLast().getOutput());
        assertThat(answer.getMetadata().getUsage().getPromptTokens()).isPositive();
        assertThat(way.embedding(Setting.RELAY).embed("zwei")).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource
    void errors(Way way) {
        assertThatThrownBy(() -> ask(way, Setting.RELAY.withKey("wrong"), Setting.PLAIN))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> ask(way, Setting.RELAY.withChat("nobody"), Setting.PLAIN))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("deployment");
        assertThatThrownBy(() -> ask(way, Setting.RELAY, Setting.REFUSE))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("the stand-in's own words");
        OpenAiChatModel model = way.chat(Setting.RELAY, OpenAiChatOptions.builder());
        assertThatThrownBy(() -> model.stream(new Prompt(Setting.BREAK)).collectList().block())
                .isInstanceOf(RuntimeException.class);
    }

    private static void ask(Way way, Setting setting, String message) {
        way.chat(setting, OpenAiChatOptions.builder()).call(message);
    }
}
