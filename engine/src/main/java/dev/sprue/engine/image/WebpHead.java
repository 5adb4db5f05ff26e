package dev.sprue.engine.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What matters of a WebP file's structure (RFC 9649, section 2): its picture, or the first frame of an animation.
 *
 * @param head the size of the canvas
 * @param left where the picture lies on the canvas
 * @param top where the picture lies on the canvas
 * @param still the picture alone as a WebP file: no metadata, no colour profile, no other frames
 */
record WebpHead(ImageHead head, int left, int top, byte[] still) {
    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_BYTES = 8;
    private static final int FRAME_BYTES = 16;
    private static final int VP8X_BYTES = 10;
    private static final int EXIF_MARK_BYTES = 6;
    private static final byte ALPHA = 0x10;
    private static final ImageFormat FORMAT = ImageFormat.WEBP;

    /** A chunk's place in the file, without its name and length. */
    private record Chunk(String name, int from, int length) {
        int after() {
            return from + length + (length & 1);
        }
    }

    /** What is found while walking; absent chunks are empty. */
    private static final class Found {
        private Chunk alpha = new Chunk("", 0, 0);
        private Chunk picture = new Chunk("", 0, 0);
        private Chunk frame = new Chunk("", 0, 0);
        private int orientation = Orientation.UPRIGHT;
    }

    static WebpHead read(Bytes file) throws ImageException {
        long end = file.u32Little(4) + 8;
        file.reach(end);
        Chunk first = chunk(file, RIFF_BYTES, (int) end);
        boolean extended = first.name().equals("VP8X") && first.length() >= VP8X_BYTES;
        Found found = walk(file, extended ? first.after() : RIFF_BYTES, (int) end);
        int left = 0;
        int top = 0;
        if (!found.frame.name().isEmpty()) {
            int from = found.frame.from();
            left = 2 * file.u24Little(from);
            top = 2 * file.u24Little(from + 3);
            int orientation = found.orientation;
            found = walk(file, from + FRAME_BYTES, from + found.frame.length());
            found.orientation = orientation;
        }
        if (found.picture.name().isEmpty()) {
            throw FORMAT.damaged("it has no picture");
        }
        int[] size = size(file, found.picture);
        int wide = extended ? 1 + file.u24Little(first.from() + 4) : size[0];
        int high = extended ? 1 + file.u24Little(first.from() + 7) : size[1];
        if ((long) left + size[0] > wide || (long) top + size[1] > high) {
            throw FORMAT.damaged("its picture is larger than its canvas");
        }
        ImageHead head = new ImageHead(FORMAT, wide, high, found.orientation, (long) wide * high);
        return new WebpHead(head, left, top, still(file, found, size));
    }

    private static Chunk chunk(Bytes file, int at, int end) throws ImageException {
        long length = file.u32Little(at + 4);
        if (at + CHUNK_BYTES + length > end) {
            throw FORMAT.truncated();
        }
        return new Chunk(file.ascii(at, 4), at + CHUNK_BYTES, (int) length);
    }

    private static Found walk(Bytes file, int from, int end) throws ImageException {
        Found found = new Found();
        int at = from;
        while (at <= end - CHUNK_BYTES) {
            Chunk chunk = chunk(file, at, end);
            switch (chunk.name()) {
                case "VP8 ", "VP8L" -> found.picture = found.picture.name().isEmpty() ? chunk : found.picture;
                case "ALPH" -> found.alpha = chunk;
                case "ANMF" -> {
                    if (chunk.length() < FRAME_BYTES) {
                        throw FORMAT.damaged("a frame is too short");
                    }
                    found.frame = found.frame.name().isEmpty() ? chunk : found.frame;
                }
                case "EXIF" -> found.orientation = orientation(file, chunk);
                default -> {}
            }
            at = chunk.after();
        }
        return found;
    }

    /** Some writers put JPEG's mark before the block. */
    private static int orientation(Bytes file, Chunk chunk) throws ImageException {
        int skip =
                chunk.length() > EXIF_MARK_BYTES && file.ascii(chunk.from(), 4).equals("Exif") ? EXIF_MARK_BYTES : 0;
        return Orientation.of(file.array(), chunk.from() + skip, chunk.length() - skip);
    }

    private static int[] size(Bytes file, Chunk picture) throws ImageException {
        int from = picture.from();
        if (picture.length() < VP8X_BYTES) {
            throw FORMAT.truncated();
        }
        if (picture.name().equals("VP8L")) {
            long bits = file.u32Little(from + 1);
            return new int[] {1 + (int) (bits & 0x3FFF), 1 + (int) (bits >> 14 & 0x3FFF)};
        }
        int width = file.u16Little(from + 6) & 0x3FFF;
        int height = file.u16Little(from + 8) & 0x3FFF;
        if (width == 0 || height == 0) {
            throw FORMAT.damaged("its picture has no pixels");
        }
        return new int[] {width, height};
    }

    private static byte[] still(Bytes file, Found found, int[] size) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream(found.picture.length() + 64);
        if (found.picture.name().equals("VP8 ") && !found.alpha.name().isEmpty()) {
            ByteBuffer header = ByteBuffer.allocate(VP8X_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(ALPHA);
            header.putShort((short) (size[0] - 1)).put((byte) 0);
            header.putShort((short) (size[1] - 1)).put((byte) 0);
            append(chunks, "VP8X", header.array(), 0, VP8X_BYTES);
            append(chunks, "ALPH", file.array(), found.alpha.from(), found.alpha.length());
        }
        append(chunks, found.picture.name(), file.array(), found.picture.from(), found.picture.length());
        ByteBuffer out = ByteBuffer.allocate(RIFF_BYTES + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + chunks.size());
        out.put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(chunks.toByteArray());
        return out.array();
    }

    private static void append(ByteArrayOutputStream out, String name, byte[] data, int from, int length) {
        ByteBuffer head = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(length);
        out.writeBytes(head.array());
        out.write(data, from, length);
        if ((length & 1) == 1) {
            out.write(0);
        }
    }
}
