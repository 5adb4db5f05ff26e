package dev.sprue.gateway.inference;

import java.util.Set;

/**
 * Fields that canonical bodies of callers with another API may have beyond OpenAI's, for the providers that have them too. Others
 * go without: the answer is none the worse for it.
 */
public final class TranslatedFields {

    /** Those of the body: how a model thinks, what caches keep, what filters stop; each in its API's form. */
    public static final Set<String> BODY =
            Set.of("thinking", "output_config", "cache_control", "anthropic_beta", "thinkingConfig", "safetySettings");

    /** That of a content part whose file is elsewhere: what type of file it is, where the caller says so. */
    public static final String MEDIA_TYPE = "mimeType";

    /** Those of a message, a content part, a tool and a call: marks for caches, whether a tool failed, types of files. */
    public static final Set<String> MARKS = Set.of("cache_control", "is_error", MEDIA_TYPE);

    /** That of a message with what its provider wants back. */
    public static final String DETAILS = "reasoning_details";

    private TranslatedFields() {}
}
