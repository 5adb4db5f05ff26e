package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * What a model that makes pictures can do, and what its server wants. What OpenAI's API does not have is refused with 422
 * unless it is said here that the server takes it.
 *
 * @param family whose ways its server has: {@code dall-e} gives PNG, in base64 when it is asked to, and takes the qualities
 *     {@code standard} and {@code hd}; {@code gpt-image} gives PNG and JPEG, always in base64, and takes {@code medium} and
 *     {@code high} for these
 * @param sizes the sizes that it makes, each a width and a height ({@code 1024x1024}); none listed: any goes as it came
 * @param maxImages most pictures in one call
 * @param negativePrompt whether it takes {@code negative_prompt}
 * @param imagePrompt whether it takes {@code image_prompt}, as the Azure AI Model Inference API writes it
 * @param seed whether it takes {@code seed}
 */
public record ImageModelConfig(
        @Default("dall-e") Family family,
        @Matches(Form.IMAGE_SIZE) List<String> sizes,
        @Range(min = 1, max = 100) Optional<Integer> maxImages,
        @Default("false") boolean negativePrompt,
        @Default("false") boolean imagePrompt,
        @Default("false") boolean seed) {

    /** The two ways in which OpenAI's own models take requests for pictures. */
    public enum Family implements Keyed {
        /** As DALL-E, and most servers of open models. */
        DALL_E("dall-e"),
        /** As GPT Image. */
        GPT_IMAGE("gpt-image");

        private final String key;

        Family(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }
}
