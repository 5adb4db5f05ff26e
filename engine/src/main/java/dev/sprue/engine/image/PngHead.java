package dev.sprue.engine.image;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * What matters of a PNG file's structure (PNG specification, section 5), walked chunk by chunk with its checksums.
 *
 * @param head size and orientation
 * @param picture the file with nothing but its picture: texts and profiles are compressed too, and can become large
 */
record PngHead(ImageHead head, byte[] picture) {
    private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE_BYTES = 8;
    private static final int AROUND_BYTES = 12;
    private static final int HEADER_BYTES = 13;

    static PngHead read(Bytes file) throws ImageException {
        ImageFormat format = ImageFormat.PNG;
        if (!file.ascii(SIGNATURE_BYTES + 4, 4).equals("IHDR") || file.u32(SIGNATURE_BYTES) != HEADER_BYTES) {
            throw format.damaged("it does not begin with an IHDR chunk");
        }
        long width = file.u32(SIGNATURE_BYTES + 8);
        long height = file.u32(SIGNATURE_BYTES + 12);
        int orientation = Orientation.UPRIGHT;
        boolean pixels = false;
        ByteArrayOutputStream picture = new ByteArrayOutputStream(file.length());
        picture.write(file.array(), 0, SIGNATURE_BYTES);
        int at = SIGNATURE_BYTES;
        while (true) {
            long length = file.u32(at);
            file.reach(at + AROUND_BYTES + length);
            String type = file.ascii(at + 4, 4);
            CRC32 sum = new CRC32();
            sum.update(file.array(), at + 4, (int) length + 4);
            if (sum.getValue() != file.u32(at + 8 + (int) length)) {
                throw format.damaged("the checksum of its " + printable(type) + " chunk is wrong");
            }
            if (PICTURE.contains(type)) {
                picture.write(file.array(), at, AROUND_BYTES + (int) length);
            }
            switch (type) {
                case "IDAT" -> pixels = true;
                case "eXIf" -> orientation = Orientation.of(file.array(), at + 8, (int) length);
                case "IEND" -> {
                    if (!pixels) {
                        throw format.damaged("it has no IDAT chunk");
                    }
                    ImageHead head = new ImageHead(format, side(width), side(height), orientation, width * height);
                    return new PngHead(head, picture.toByteArray());
                }
                default -> {}
            }
            at += AROUND_BYTES + (int) length;
        }
    }

    private static int side(long pixels) {
        return (int) Math.min(pixels, Integer.MAX_VALUE);
    }

    private static String printable(String type) {
        return type.matches("[A-Za-z]{4}") ? type : "unnamed";
    }
}
