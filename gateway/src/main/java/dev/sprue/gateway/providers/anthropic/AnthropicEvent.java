package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;

/**
 * One event of a stream ({@code MessageStreamEvent} of the specification), read in one pass over its bytes: where its parts
 * stand. Used again for every event of the stream.
 */
final class AnthropicEvent {

    /** What an event is. */
    enum Kind {
        /** The message begins, without content. */
        MESSAGE_START,
        /** A content block begins. */
        BLOCK_START,
        /** A piece of a content block. */
        BLOCK_DELTA,
        /** A content block ends. */
        BLOCK_STOP,
        /** Why the message ends, and what it used. */
        MESSAGE_DELTA,
        /** The message is complete. */
        MESSAGE_STOP,
        /** The message will not be completed. */
        ERROR,
        /** Nothing that has a meaning here; the API says that there may be new kinds. */
        OTHER
    }

    /** A part that the event does not have. */
    static final int ABSENT = -1;

    private static final Kind[] KINDS = Kind.values();
    private static final String[] NAMES = {
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
        "error"
    };
    private static final int MAX_INDEX_DIGITS = 6;

    /** Where a value begins and ends in the event's bytes; {@link #ABSENT} where there is none. */
    static final class Place {
        int from;
        int to;

        private void clear() {
            from = ABSENT;
            to = ABSENT;
        }

        boolean present() {
            return from != ABSENT;
        }
    }

    private final JsonCursor cursor = new JsonCursor();
    private byte[] bytes = {};
    private Kind kind = Kind.OTHER;

    /** Which content block it belongs to, from 0. */
    private int index;

    private final Place type = new Place();
    private final Place number = new Place();
    private final Place error = new Place();

    /** The message that begins. */
    final Place message = new Place();

    /** The content block that begins. */
    final Place block = new Place();

    /** What has been used up to now. */
    final Place usage = new Place();

    /** The kind of a delta, a string. */
    final Place deltaType = new Place();

    /** What a delta brings: a piece of text, of thinking, of a tool's input, a signature (strings), a citation (an object). */
    final Place piece = new Place();

    /** Why the message ends. */
    final Place stopReason = new Place();

    /** The stop sequence at which it ended. */
    final Place stopSequence = new Place();

    /** What is said about its end. */
    final Place stopDetails = new Place();

    /** Reads the event that fills {@code [from, to)} of {@code data}. */
    void read(byte[] data, int from, int to) throws JsonSyntaxException {
        clear();
        bytes = data;
        cursor.over(data, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("delta") && cursor.kind() == JsonKind.OBJECT) {
                delta();
            } else {
                int start = cursor.offset();
                cursor.skipValue();
                place(start);
            }
        }
        cursor.end();
        kind = kindOf();
        index = number.present() ? wholeNumber() : ABSENT;
    }

    /** Lets go of the bytes: a stream can be silent for long. */
    void release() {
        cursor.clear();
        bytes = new byte[0];
    }

    private void clear() {
        type.clear();
        number.clear();
        error.clear();
        message.clear();
        block.clear();
        usage.clear();
        deltaType.clear();
        piece.clear();
        stopReason.clear();
        stopSequence.clear();
        stopDetails.clear();
    }

    private void place(int start) {
        Place place = null;
        if (cursor.isField("type")) {
            place = type;
        } else if (cursor.isField("index")) {
            place = number;
        } else if (cursor.isField("content_block")) {
            place = block;
        } else if (cursor.isField("usage")) {
            place = usage;
        } else if (cursor.isField("message")) {
            place = message;
        } else if (cursor.isField("error")) {
            place = error;
        }
        if (place != null) {
            place.from = start;
            place.to = cursor.offset();
        }
    }

    private void delta() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            int start = cursor.offset();
            cursor.skipValue();
            Place place = null;
            if (cursor.isField("type")) {
                place = deltaType;
            } else if (cursor.isField("text")
                    || cursor.isField("partial_json")
                    || cursor.isField("thinking")
                    || cursor.isField("signature")
                    || cursor.isField("citation")) {
                place = piece;
            } else if (cursor.isField("stop_reason")) {
                place = stopReason;
            } else if (cursor.isField("stop_sequence")) {
                place = stopSequence;
            } else if (cursor.isField("stop_details")) {
                place = stopDetails;
            }
            if (place != null) {
                place.from = start;
                place.to = cursor.offset();
            }
        }
    }

    private Kind kindOf() {
        for (int i = 0; i < NAMES.length; i++) {
            if (is(type, NAMES[i])) {
                return KINDS[i];
            }
        }
        return error.present() && bytes[error.from] == '{' ? Kind.ERROR : Kind.OTHER;
    }

    private int wholeNumber() {
        int value = 0;
        for (int i = number.from; i < number.to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || i - number.from == MAX_INDEX_DIGITS) {
                return ABSENT;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** What it is. */
    Kind kind() {
        return kind;
    }

    /** Which content block it belongs to, from 0; {@link #ABSENT} where it does not say. */
    int index() {
        return index;
    }

    /** Whether a part is the string {@code word}, which is ASCII without anything to be escaped. */
    boolean is(Place place, String word) {
        int length = word.length();
        if (place.to - place.from != length + 2 || bytes[place.from] != '"') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[place.from + 1 + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a part is there and a value of that type. */
    boolean has(Place place, JsonKind wanted) {
        if (!place.present()) {
            return false;
        }
        byte first = bytes[place.from];
        return wanted == JsonKind.STRING ? first == '"' : wanted == JsonKind.OBJECT && first == '{';
    }
}
