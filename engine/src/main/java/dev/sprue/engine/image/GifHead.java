package dev.sprue.engine.image;

/**
 * What matters of a GIF file's structure (GIF89a, sections 17 to 26), up to its first frame.
 *
 * @param head the size of the screen, on which the first frame lies
 * @param left where the frame lies on the screen
 * @param top where the frame lies on the screen
 * @param frameWidth the frame's width
 * @param frameHeight the frame's height
 */
record GifHead(ImageHead head, int left, int top, int frameWidth, int frameHeight) {
    private static final int SCREEN_BYTES = 13;
    private static final int FRAME_BYTES = 10;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int MAX_CODE_BITS = 11;

    static GifHead read(Bytes file) throws ImageException {
        ImageFormat format = ImageFormat.GIF;
        int width = file.u16Little(6);
        int height = file.u16Little(8);
        int at = SCREEN_BYTES + tableBytes(file.u8(10));
        while (file.u8(at) == EXTENSION) {
            at = afterBlocks(file, at + 2);
        }
        if (file.u8(at) != FRAME) {
            throw format.damaged("it has no picture where one must be");
        }
        int left = file.u16Little(at + 1);
        int top = file.u16Little(at + 3);
        int frameWidth = file.u16Little(at + 5);
        int frameHeight = file.u16Little(at + 7);
        if (frameWidth == 0 || frameHeight == 0) {
            throw format.damaged("its first frame has no pixels");
        }
        int data = at + FRAME_BYTES + tableBytes(file.u8(at + 9));
        if (file.u8(data) < 1 || file.u8(data) > MAX_CODE_BITS) {
            throw format.damaged("its first frame has an impossible code size");
        }
        afterBlocks(file, data + 1);
        // Some writers leave the screen empty, and frames may reach beyond it: the screen is what holds both.
        int wide = Math.max(width, left + frameWidth);
        int high = Math.max(height, top + frameHeight);
        ImageHead head = new ImageHead(format, wide, high, Orientation.UPRIGHT, (long) wide * high);
        return new GifHead(head, left, top, frameWidth, frameHeight);
    }

    private static int tableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterBlocks(Bytes file, int from) throws ImageException {
        int at = from;
        for (int length = file.u8(at); length != 0; length = file.u8(at)) {
            at += 1 + length;
        }
        return at + 1;
    }
}
