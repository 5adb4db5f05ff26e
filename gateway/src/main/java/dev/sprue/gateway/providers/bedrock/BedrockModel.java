package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.providers.anthropic.AnthropicModel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a model to ask it in its own way.
 *
 * @param path where it is called: the path before the operation's, with the model's id percent-encoded
 * @param shownName what answers call it: its id, but no ARN, which would tell callers the number of an account
 * @param reasoning how it is asked to reason
 * @param embedding in which form it takes what it makes vectors of; empty where it makes none
 */
record BedrockModel(String path, String shownName, Reasoning reasoning, Optional<EmbeddingForm> embedding) {

    /** How a model is asked to reason. */
    enum Reasoning {
        /** It is not, or nobody knows how. */
        NONE,
        /** Claude up to 4.5: with a budget of tokens. */
        CLAUDE_BUDGET,
        /** Claude from 4.6 on: as much as it finds right, by its effort. */
        CLAUDE_ADAPTIVE,
        /** Nova 2: with an effort of its own field. */
        NOVA,
        /** The models of OpenAI: with OpenAI's own field. */
        OPENAI
    }

    /** The request that a model of vectors takes. */
    enum EmbeddingForm {
        /** Titan Text Embeddings G1: a text. */
        TITAN_TEXT_V1,
        /** Titan Text Embeddings V2: a text, and how long the vector is to be. */
        TITAN_TEXT_V2,
        /** Titan Multimodal Embeddings: a text, a picture or both. */
        TITAN_MULTIMODAL,
        /** Cohere Embed v3: texts, or a picture. */
        COHERE_V3,
        /** Cohere Embed v4: texts, pictures, or both together, and how long the vectors are to be. */
        COHERE_V4
    }

    private static final String HEX = "0123456789ABCDEF";

    /**
     * A model of which its names tell what it is: {@code us.anthropic.claude-sonnet-4-5-20250929-v1:0}.
     *
     * @param basePath before every path of the provider's
     * @param id id of a model or an inference profile, or an ARN
     * @param catalogName the name in the catalog, which counts where the id is an ARN that tells nothing
     */
    static BedrockModel of(String basePath, String id, String catalogName) {
        boolean arn = id.startsWith("arn:");
        String shown = arn ? catalogName : id;
        String names = (id + ' ' + catalogName).toLowerCase(Locale.ROOT);
        return new BedrockModel(
                basePath + "/model/" + encoded(id), shown, reasoning(names), Optional.ofNullable(embedding(names)));
    }

    /** Whether it is a Claude that reasons, all of which take the fields of Anthropic's own API beside Bedrock's. */
    boolean isClaude() {
        return reasoning == Reasoning.CLAUDE_BUDGET || reasoning == Reasoning.CLAUDE_ADAPTIVE;
    }

    private static Reasoning reasoning(String names) {
        if (names.contains("claude")) {
            return switch (AnthropicModel.of(names, OptionalInt.empty()).thinking()) {
                case NONE -> Reasoning.NONE;
                case BUDGET -> Reasoning.CLAUDE_BUDGET;
                case ADAPTIVE -> Reasoning.CLAUDE_ADAPTIVE;
            };
        }
        if (names.contains("nova-2")) {
            return Reasoning.NOVA;
        }
        return names.contains("gpt-") ? Reasoning.OPENAI : Reasoning.NONE;
    }

    private static @Nullable EmbeddingForm embedding(String names) {
        if (names.contains("titan-embed-image")) {
            return EmbeddingForm.TITAN_MULTIMODAL;
        }
        if (names.contains("titan-embed")) {
            return names.contains("titan-embed-text-v2") ? EmbeddingForm.TITAN_TEXT_V2 : EmbeddingForm.TITAN_TEXT_V1;
        }
        if (names.contains("embed-v4")) {
            return EmbeddingForm.COHERE_V4;
        }
        return names.contains("cohere.embed") || names.contains("embed-english") || names.contains("embed-multilingual")
                ? EmbeddingForm.COHERE_V3
                : null;
    }

    /** A label of a path as AWS encodes it (RFC 3986, section 2.3): a colon and a slash are no exceptions. */
    private static String encoded(String id) {
        StringBuilder encoded = new StringBuilder(id.length() + 16);
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || b == '-'
                    || b == '_'
                    || b == '.'
                    || b == '~';
            if (unreserved) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return encoded.toString();
    }
}
