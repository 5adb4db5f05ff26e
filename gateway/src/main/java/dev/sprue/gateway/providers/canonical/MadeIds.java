package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonText;

/** Ids for what a provider gives none, and clients cannot do without: the same for the same request, and no two alike in a conversation. */
public final class MadeIds {

    private MadeIds() {}

    /** The id of a chat's answer. */
    public static String answer(InferenceCall call) {
        return "chatcmpl-" + call.id().replace("-", "");
    }

    /**
     * The id of a tool's call, as a JSON string.
     *
     * @param place the call's place among those of the answer, from 0
     */
    public static byte[] toolCall(InferenceCall call, int place) {
        return JsonText.quote("call_" + call.id().replace("-", "") + "_" + place);
    }
}
