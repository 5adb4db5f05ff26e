package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;

/**
 * Takes out of the bodies of another API's callers what OpenAI's dialect does not have, and servers of it refuse; what is in their
 * messages is for {@link TranslatedMessages}.
 */
final class TranslatedBodies {

    private TranslatedBodies() {}

    /** Adds these edits of a body to others. */
    static void edit(InferenceCall call, JsonSplicer splicer) {
        JsonFields body = call.body();
        ExtraParameters extras = call.extraParameters();
        for (int i = 0; i < body.count(); i++) {
            if (TranslatedFields.BODY.contains(body.name(i)) && !extras.drops(i)) {
                splicer.remove(i);
            }
        }
    }
}
