package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/** A part of a message's content. */
public sealed interface Part {

    /** The part as it stands in the request, for what providers know beyond the API; a string where the content is one. */
    JsonValue raw();

    /**
     * Text.
     *
     * @param text a string
     * @param raw the part
     */
    record Text(JsonValue text, JsonValue raw) implements Part {}

    /**
     * A picture.
     *
     * @param source where it is
     * @param url its {@code url}, a string
     * @param detail a string: how closely it is to be looked at
     * @param raw the part
     */
    record Image(MediaSource source, JsonValue url, Optional<JsonValue> detail, JsonValue raw) implements Part {}

    /**
     * Sound.
     *
     * @param data a string: base64
     * @param format a string: {@code wav}, {@code mp3}
     * @param raw the part
     */
    record Audio(JsonValue data, JsonValue format, JsonValue raw) implements Part {}

    /**
     * A file of the caller's, in a data URL.
     *
     * @param source where it is
     * @param name a string: its name
     * @param raw the part
     */
    record File(MediaSource source, Optional<JsonValue> name, JsonValue raw) implements Part {}

    /**
     * A model's refusal, in a conversation that goes on.
     *
     * @param text a string
     * @param raw the part
     */
    record Refusal(JsonValue text, JsonValue raw) implements Part {}

    /**
     * A part of a type that is not known here.
     *
     * @param raw the part
     */
    record Other(JsonValue raw) implements Part {}
}
