package dev.sprue.engine.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation that EXIF gives a picture: tag 0x0112 of the first directory (EXIF 2.3, section 4.6.4 A). */
final class Orientation {
    /** As stored. */
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int LAST = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int VALUE_AT = 8;

    private Orientation() {}

    /** Reads a TIFF block. One that is damaged says nothing: pictures are shown without it too. */
    static int of(byte[] bytes, int from, int length) {
        if (length < 8 || from < 0 || from > bytes.length - length) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, length).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xFFFF_FFFFL;
        if (directory > length - 2L) {
            return UPRIGHT;
        }
        int entries = tiff.getShort((int) directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY_BYTES;
            if (at > length - ENTRY_BYTES) {
                return UPRIGHT;
            }
            if ((tiff.getShort((int) at) & 0xFFFF) == TAG) {
                int value = tiff.getShort((int) at + VALUE_AT) & 0xFFFF;
                return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
