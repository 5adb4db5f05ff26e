import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion;
import com.microsoft.semantickernel.aiservices.openai.textembedding.OpenAITextEmbeddingGenerationService;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.InvocationReturnMode;
import com.microsoft.semantickernel.orchestration.PromptExecutionSettings;
import com.microsoft.semantickernel.orchestration.ToolCallBehavior;
import com.microsoft.semantickernel.plugin.KernelPluginFactory;
import com.microsoft.semantickernel.semanticfunctions.KernelFunctionArguments;
import com.microsoft.semantickernel.semanticfunctions.annotations.DefineKernelFunction;
import com.microsoft.semantickernel.semanticfunctions.annotations.KernelFunctionParameter;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import com.microsoft.semantickernel.services.textembedding.Embedding;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Semantic Kernel's services on deployments, through Microsoft's client. */
class SemanticKernelTest {

    /** A plugin as Semantic Kernel lets programs write one. */
    public static final class Home {
        @DefineKernelFunction(name = "weather", description = "Tells the weather.", returnType = "java.lang.String")
        public String weather(@KernelFunctionParameter(name = "place", description = "Where.") String place) {
            return "sunny in " + place;
        }

        @DefineKernelFunction(name = "time", description = "Tells the time.", returnType = "java.lang.String")
        public String time(@KernelFunctionParameter(name = "zone", description = "Where.") String zone) {
            return "noon in " + zone;
        }
    }

    /** A form as a program writes it. */
    public record Thing(String name, boolean heavy) {}

    @Test
    void theBuiltInModelAnswers() {
        ChatCompletionService service = chat(Setting.BUILT_IN);
        InvocationContext context = InvocationContext.builder()
                .withPromptExecutionSettings(PromptExecutionSettings.builder()
                        .withTemperature(0)
                        .withMaxTokens(40)
                        .build())
                .build();
        ChatHistory history = new ChatHistory("You are helpful.").addUserMessage(Setting.QUESTION);
        String whole = last(service, history, kernel(service), context);
        assertThat(whole).isNotBlank();
    }

    @Test
    void aProvidersAnswer() {
        ChatCompletionService service = chat(Setting.RELAY);
        ChatHistory history = new ChatHistory().addUserMessage(Setting.PLAIN);
        assertThat(last(service, history, kernel(service), InvocationContext.builder().build()))
                .isEqualTo(Setting.PLAIN_ANSWER);
    }

    @Test
    void aPromptAsAFunction() {
        Kernel kernel = kernel(chat(Setting.RELAY));
        Object answer = Objects.requireNonNull(
                        kernel.invokePromptAsync("{{$input}}", arguments()).block())
                .getResult();
        assertThat(answer).isEqualTo(Setting.PLAIN_ANSWER);
    }

    @Test
    void aStream() {
        ChatCompletionService service = chat(Setting.RELAY);
        StringBuilder text = new StringBuilder();
        service.getStreamingChatMessageContentsAsync(
                        new ChatHistory().addUserMessage(Setting.PLAIN), kernel(service), null)
                .toIterable()
                .forEach(piece -> text.append(piece.getContent() == null ? "" : piece.getContent()));
        assertThat(text.toString()).isEqualTo(Setting.PLAIN_ANSWER);
    }

    @Test
    void functionsAreCalledAndTheirResultsGoBack() {
        ChatCompletionService service = chat(Setting.RELAY);
        Kernel kernel = Kernel.builder()
                .withAIService(ChatCompletionService.class, service)
                .withPlugin(KernelPluginFactory.createFromObject(new Home(), "Home"))
                .build();
        InvocationContext context = InvocationContext.builder()
                .withReturnMode(InvocationReturnMode.LAST_MESSAGE_ONLY)
                .withToolCallBehavior(ToolCallBehavior.allowAllKernelFunctions(true))
                .build();
        ChatHistory history = new ChatHistory().addUserMessage(Setting.USE_TOOLS);
        assertThat(last(service, history, kernel, context)).contains("sunny in Zürich", "noon in Zürich");
    }

    @Test
    void aClassIsFilledIn() {
        ChatCompletionService service = chat(Setting.RELAY);
        InvocationContext context = InvocationContext.builder()
                .withPromptExecutionSettings(PromptExecutionSettings.builder()
                        .withJsonSchemaResponseFormat(Thing.class)
                        .build())
                .build();
        ChatHistory history = new ChatHistory().addUserMessage(Setting.FILL_FORM);
        assertThat(last(service, history, kernel(service), context)).contains("\"name\":\"Zürich\"");
    }

    @Test
    void vectors() {
        List<Embedding> own = Objects.requireNonNull(embedding(Setting.BUILT_IN)
                .generateEmbeddingsAsync(List.of("a river in spring", "a river in spring"))
                .block());
        assertThat(own).hasSize(2);
        assertThat(own.getFirst().getVector())
                .isNotEmpty()
                .isEqualTo(own.getLast().getVector());
        assertThat(Objects.requireNonNull(embedding(Setting.RELAY)
                                .generateEmbeddingAsync("zwei")
                                .block())
                        .getVector())
                .hasSize(8);
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> ask(Setting.RELAY.withKey("wrong"), Setting.PLAIN))
                .isInstanceOf(ClientAuthenticationException.class);
        assertThatThrownBy(() -> ask(Setting.RELAY.withChat("nobody"), Setting.PLAIN))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> ask(Setting.RELAY, Setting.REFUSE))
                .isInstanceOf(HttpResponseException.class);
    }

    private static KernelFunctionArguments arguments() {
        return KernelFunctionArguments.builder()
                .withVariable("input", Setting.PLAIN)
                .build();
    }

    private static void ask(Setting setting, String message) {
        ChatCompletionService service = chat(setting);
        last(service, new ChatHistory().addUserMessage(message), kernel(service), InvocationContext.builder().build());
    }

    private static String last(
            ChatCompletionService service, ChatHistory history, Kernel kernel, InvocationContext context) {
        List<ChatMessageContent<?>> answers = Objects.requireNonNull(
                service.getChatMessageContentsAsync(history, kernel, context).block());
        return answers.getLast().getContent();
    }

    private static Kernel kernel(ChatCompletionService service) {
        return Kernel.builder()
                .withAIService(ChatCompletionService.class, service)
                .build();
    }

    private static ChatCompletionService chat(Setting setting) {
        return OpenAIChatCompletion.builder()
                .withModelId(setting.chat())
                .withOpenAIAsyncClient(client(setting))
                .build();
    }

    private static OpenAITextEmbeddingGenerationService embedding(Setting setting) {
        return OpenAITextEmbeddingGenerationService.builder()
                .withModelId(setting.embed())
                .withOpenAIAsyncClient(client(setting))
                .build();
    }

    private static OpenAIAsyncClient client(Setting setting) {
        return new OpenAIClientBuilder()
                .endpoint(setting.root())
                .credential(new AzureKeyCredential(setting.key()))
                .buildAsyncClient();
    }
}
