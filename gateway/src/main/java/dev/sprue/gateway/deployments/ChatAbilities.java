package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a model can do in chats. What the catalog does not say counts as possible: its server has the last word.
 *
 * @param tools whether it can call tools
 * @param parallelTools whether it can call several at once
 * @param responseFormats the forms of answer that it can be held to
 * @param maxImages most images in one request, at least 0
 * @param audio whether it takes audio parts
 * @param modalities what it can answer in
 * @param maxTemperature highest temperature, 0 to 2
 * @param penalties whether it takes frequency and presence penalties
 * @param seed whether it takes a seed
 * @param stop whether it takes stop sequences
 * @param maxOutputTokens most tokens of an answer, at least 1
 */
public record ChatAbilities(
        boolean tools,
        boolean parallelTools,
        Set<ResponseFormat> responseFormats,
        int maxImages,
        boolean audio,
        Set<Modality> modalities,
        double maxTemperature,
        boolean penalties,
        boolean seed,
        boolean stop,
        int maxOutputTokens) {

    /** Everything. */
    public static final ChatAbilities ANY = new ChatAbilities(
            true,
            true,
            EnumSet.allOf(ResponseFormat.class),
            Integer.MAX_VALUE,
            true,
            EnumSet.allOf(Modality.class),
            2,
            true,
            true,
            true,
            Integer.MAX_VALUE);

    /** Copies the sets. */
    public ChatAbilities {
        responseFormats = Set.copyOf(responseFormats);
        modalities = Set.copyOf(modalities);
    }
}
