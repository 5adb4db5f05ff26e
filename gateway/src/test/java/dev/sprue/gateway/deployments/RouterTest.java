package dev.sprue.gateway.deployments;

import static dev.sprue.gateway.inference.Operation.CHAT_COMPLETION;
import static dev.sprue.gateway.inference.Operation.EMBEDDINGS;
import static dev.sprue.gateway.inference.Operation.IMAGE_EMBEDDINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private final Router router = new Router(List.of(
            deployment("r", "Mistral-LARGE", false, CHAT_COMPLETION),
            deployment("r", "I-Chat", false, CHAT_COMPLETION),
            deployment("r", "embed", false, EMBEDDINGS),
            deployment("other", "Mistral-large", true, CHAT_COMPLETION),
            deployment("other", "second", false, CHAT_COMPLETION, EMBEDDINGS)));

    @ParameterizedTest
    @ValueSource(strings = {"Mistral-LARGE", "mistral-large", "MISTRAL-LARGE", "mIsTrAl-LaRgE"})
    void namesAreComparedWithoutCaseAndKeptAsWritten(String name) {
        assertThat(router.route("r", Optional.of(name), CHAT_COMPLETION).name()).isEqualTo("Mistral-LARGE");
    }

    @Test
    void namesMeanTheSameWhateverTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            Router turkish = new Router(List.of(deployment("r", "I-Chat", false, CHAT_COMPLETION)));
            assertThat(turkish.route("r", Optional.of("i-chat"), CHAT_COMPLETION)
                            .name())
                    .isEqualTo("I-Chat");
            assertThat(router.route("r", Optional.of("i-CHAT"), CHAT_COMPLETION).name())
                    .isEqualTo("I-Chat");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ı-chat",
                "İ-chat",
                "mistral-large ",
                "",
                " ",
                "mistral",
                "ｍistral-large",
                "\0",
                "\uD800",
                "embed\n"
            })
    void aNameThatIsNobodysIsUnknown(String name) {
        Failure failure = refusal(() -> router.route("r", Optional.of(name), CHAT_COMPLETION));
        assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);
        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.message()).isEqualTo("Unknown model: " + name.replace('\uD800', '\uFFFD'));
    }

    @Test
    void aLongNameIsShownInPartAndNeverInHalfACharacter() {
        String message = refusal(() -> router.route("r", Optional.of("x" + "😀".repeat(5_000)), CHAT_COMPLETION))
                .message();
        assertThat(message).hasSizeLessThan(260).endsWith("...");
        assertThat(java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(message))
                .isTrue();
    }

    @Test
    void aResourceSeesItsOwnDeploymentsOnly() {
        assertThat(refusal(() -> router.route("r", Optional.of("second"), CHAT_COMPLETION))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_MODEL);
        assertThat(router.route("other", Optional.of("MISTRAL-large"), CHAT_COMPLETION)
                        .resource())
                .isEqualTo("other");
        assertThat(refusal(() -> router.route("nobody", Optional.of("embed"), EMBEDDINGS))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_MODEL);
    }

    @Test
    void aModelThatCannotDoItIsNamed() {
        Failure failure = refusal(() -> router.route("r", Optional.of("EMBED"), CHAT_COMPLETION));
        assertThat(failure.code()).isEqualTo(ErrorCode.OPERATION_NOT_SUPPORTED);
        assertThat(failure.message())
                .isEqualTo("The chatCompletion operation does not work with the specified model, embed."
                        + " Please choose different model and try again.");
    }

    @Test
    void withoutANameTheDefaultAnswers() {
        assertThat(router.route("other", Optional.empty(), CHAT_COMPLETION).name())
                .isEqualTo("Mistral-large");
    }

    @Test
    void withoutANameAndDefaultTheOnlyOneThatCanDoItAnswers() {
        assertThat(router.route("r", Optional.empty(), EMBEDDINGS).name()).isEqualTo("embed");
        // The default cannot embed; only one other can.
        assertThat(router.route("other", Optional.empty(), EMBEDDINGS).name()).isEqualTo("second");
    }

    @Test
    void withoutANameAndWithSeveralThatCouldTheCallerMustChoose() {
        Failure failure = refusal(() -> router.route("r", Optional.empty(), CHAT_COMPLETION));
        assertThat(failure.code()).isEqualTo(ErrorCode.NO_MODEL_NAME);
        assertThat(failure.status()).isEqualTo(400);
        assertThat(refusal(() -> router.route("nobody", Optional.empty(), CHAT_COMPLETION))
                        .code())
                .isEqualTo(ErrorCode.NO_MODEL_NAME);
    }

    /** A model for pictures that also embeds texts does not make calls ambiguous that mean the one for texts. */
    @Test
    void prefersWhoDoesTheOperationBeforeAllElse() {
        Router both = new Router(List.of(
                deployment("r", "texts", false, EMBEDDINGS),
                deployment("r", "pictures", false, IMAGE_EMBEDDINGS, EMBEDDINGS)));
        assertThat(both.route("r", Optional.empty(), EMBEDDINGS).name()).isEqualTo("texts");
        assertThat(both.route("r", Optional.empty(), IMAGE_EMBEDDINGS).name()).isEqualTo("pictures");
        assertThat(both.route("r", Optional.of("pictures"), EMBEDDINGS).name()).isEqualTo("pictures");
        assertThat(refusal(() -> both.route("r", Optional.of("texts"), IMAGE_EMBEDDINGS))
                        .code())
                .isEqualTo(ErrorCode.OPERATION_NOT_SUPPORTED);
        assertThat(both.describe("r", Optional.of("pictures")).model().mainOperation())
                .isEqualTo(IMAGE_EMBEDDINGS);
    }

    @Test
    void describesTheOneThatIsNamedOrTheDefault() {
        assertThat(router.describe("r", Optional.of("EMBED")).name()).isEqualTo("embed");
        assertThat(router.describe("other", Optional.empty()).name()).isEqualTo("Mistral-large");
        assertThat(refusal(() -> router.describe("r", Optional.of("x"))).code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);
        assertThat(refusal(() -> router.describe("nobody", Optional.empty())).code())
                .isEqualTo(ErrorCode.NO_MODEL_NAME);
    }

    private static Failure refusal(ThrowingCallable call) {
        return catchThrowableOfType(FailureException.class, call).failure();
    }

    private static Deployment deployment(String resource, String name, boolean isDefault, Operation... operations) {
        CatalogModel model = new CatalogModel(
                "Test", name + "-model", "1", Set.of(operations), OptionalInt.empty(), ModelAbilities.ANY);
        return new Deployment(
                resource,
                name,
                isDefault,
                model,
                "Standard",
                List.of(new ProviderModel("p", "id", ProviderTraits.PLAIN)));
    }
}
