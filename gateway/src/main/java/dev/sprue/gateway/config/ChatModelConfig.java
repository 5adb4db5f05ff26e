package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * What a model that chats can do, and what its server wants. What is left out is not checked and goes as it came.
 *
 * @param systemRole {@code user}: the model has no system role, so that system and developer messages go to it as user messages
 * @param tools whether it can call tools
 * @param parallelTools whether it can call several at once
 * @param responseFormats the forms of answer that it can be held to; {@code text} needs no mention
 * @param images most images in one request; 0: it sees none
 * @param audio whether it hears: audio parts in messages
 * @param modalities what it can answer in; {@code text} needs no mention
 * @param maxTemperature highest temperature that it takes
 * @param penalties whether it takes {@code frequency_penalty} and {@code presence_penalty}
 * @param seed whether it takes a seed
 * @param stop whether it takes stop sequences
 * @param maxOutputTokens most tokens of an answer: what {@code max_tokens} may be at most
 * @param reasoning how its server writes reasoning: {@code field} in a field beside the content, {@code thinkTags} as
 *     {@code <think>...</think>} at the beginning of the content, {@code openThinkTags} likewise but without the opening
 *     tag, which its prompt template holds; absent: as it comes
 * @param maxTokensField the field in which its server wants the limit of tokens; the other one is renamed
 * @param remoteMedia whether its server fetches images and audio by {@code http(s)} address; if not, Sprue does
 */
public record ChatModelConfig(
        @Default("native") SystemRole systemRole,
        Optional<Boolean> tools,
        Optional<Boolean> parallelTools,
        Optional<List<ResponseFormat>> responseFormats,
        @Range(min = 0, max = 10_000) Optional<Integer> images,
        Optional<Boolean> audio,
        Optional<List<Modality>> modalities,
        @Range(min = 0, max = 2) Optional<Double> maxTemperature,
        Optional<Boolean> penalties,
        Optional<Boolean> seed,
        Optional<Boolean> stop,
        @Range(min = 1, max = Integer.MAX_VALUE) Optional<Integer> maxOutputTokens,
        Optional<Reasoning> reasoning,
        Optional<MaxTokensField> maxTokensField,
        @Default("true") boolean remoteMedia) {

    /** What becomes of system messages. */
    public enum SystemRole implements Keyed {
        /** The model has the role. */
        NATIVE("native"),
        /** They are sent as user messages. */
        USER("user");

        private final String key;

        SystemRole(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    /** A form of answer, by the {@code type} of {@code response_format}. */
    public enum ResponseFormat {
        /** Free text. */
        text,
        /** Some JSON object. */
        json_object,
        /** JSON of a given schema. */
        json_schema
    }

    /** What an answer is made of. */
    public enum Modality {
        /** Text. */
        text,
        /** Speech. */
        audio
    }

    /** How a server writes reasoning. */
    public enum Reasoning {
        /** In {@code reasoning_content} or {@code reasoning}, beside the content. */
        field,
        /** Between {@code <think>} and {@code </think>} at the beginning of the content. */
        thinkTags,
        /** The same, where the model's prompt ends in the opening tag: all up to {@code </think>} is reasoning. */
        openThinkTags
    }

    /** The two names of one limit. */
    public enum MaxTokensField {
        /** The older name. */
        max_tokens,
        /** The newer name. */
        max_completion_tokens
    }
}
