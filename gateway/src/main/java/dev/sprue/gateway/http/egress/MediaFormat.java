package dev.sprue.gateway.http.egress;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Formats of pictures and sounds, known by how their files begin; what a server says about them counts for nothing. */
public enum MediaFormat {
    /** PNG. */
    PNG(Kind.IMAGE, "image/png", "png"),
    /** JPEG. */
    JPEG(Kind.IMAGE, "image/jpeg", "jpeg"),
    /** GIF. */
    GIF(Kind.IMAGE, "image/gif", "gif"),
    /** WebP. */
    WEBP(Kind.IMAGE, "image/webp", "webp"),
    /** WAVE. */
    WAV(Kind.AUDIO, "audio/wav", "wav"),
    /** MPEG audio, layer III. */
    MP3(Kind.AUDIO, "audio/mpeg", "mp3");

    /** What a file holds. */
    public enum Kind {
        /** A picture. */
        IMAGE("image/*", "a PNG, JPEG, GIF or WebP picture"),
        /** A sound. */
        AUDIO("audio/*", "a WAV or MP3 sound");

        private final String accept;
        private final String words;

        Kind(String accept, String words) {
            this.accept = accept;
            this.words = words;
        }

        /** What to ask a server for. */
        String accept() {
            return accept;
        }

        /** Its formats, in words. */
        public String words() {
            return words;
        }
    }

    /** Bytes of a file's beginning that tell its format. */
    static final int SIGNATURE_BYTES = 12;

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final Kind kind;
    private final String mediaType;
    private final String word;

    MediaFormat(Kind kind, String mediaType, String word) {
        this.kind = kind;
        this.mediaType = mediaType;
        this.word = word;
    }

    /** What a file of this format holds. */
    public Kind kind() {
        return kind;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** Its name in one word, as {@code input_audio} has it. */
    public String word() {
        return word;
    }

    /** The format of a file that begins so; empty where it is none of these. */
    static Optional<MediaFormat> of(byte[] start) {
        if (Arrays.equals(start, 0, Math.min(8, start.length), PNG_SIGNATURE, 0, 8)) {
            return Optional.of(PNG);
        }
        if (has(start, 0, "GIF87a") || has(start, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (has(start, 0, "RIFF") && has(start, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (has(start, 0, "RIFF") && has(start, 8, "WAVE")) {
            return Optional.of(WAV);
        }
        if (has(start, 0, "ID3")) {
            return Optional.of(MP3);
        }
        if (start.length < 3 || start[0] != (byte) 0xFF) {
            return Optional.empty();
        }
        if (start[1] == (byte) 0xD8 && start[2] == (byte) 0xFF) {
            return Optional.of(JPEG);
        }
        // A frame of layer III, whose header begins with eleven ones (ISO/IEC 11172-3, section 2.4.1.3).
        return (start[1] & 0xE6) == 0xE2 ? Optional.of(MP3) : Optional.empty();
    }

    private static boolean has(byte[] start, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return start.length >= at + wanted.length
                && Arrays.equals(start, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
