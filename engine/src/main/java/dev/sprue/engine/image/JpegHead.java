package dev.sprue.engine.image;

import java.io.ByteArrayOutputStream;

/**
 * What matters of a JPEG file's structure (ITU-T T.81, annex B).
 *
 * @param head size, orientation, and the work of all its scans
 * @param components 1 grey, 3 colour, 4 print colours
 * @param picture the file without its metadata and profiles
 * @param transform Adobe's word for how colours are stored: 0 as they are, 1 YCbCr, 2 YCCK; -1 where it says nothing
 */
record JpegHead(ImageHead head, byte[] picture, int components, int transform) {
    private static final int SOI_BYTES = 2;

    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int SOF15 = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int EXIF_BYTES = 6;

    /** Walks the file from marker to marker up to its end. */
    static JpegHead read(Bytes file) throws ImageException {
        ImageFormat format = ImageFormat.JPEG;
        int width = 0;
        int height = 0;
        int components = 0;
        int transform = -1;
        int orientation = Orientation.UPRIGHT;
        long scans = 0;
        ByteArrayOutputStream picture = new ByteArrayOutputStream(file.length());
        picture.write(file.array(), 0, SOI_BYTES);
        int at = SOI_BYTES;
        while (true) {
            if (file.u8(at) != 0xFF) {
                throw format.damaged("there is no marker where one must be");
            }
            int marker = file.u8(at + 1);
            if (marker == 0xFF) { // a fill byte
                at++;
                continue;
            }
            if (marker == EOI) {
                break;
            }
            int length = file.u16(at + 2);
            int data = at + 4;
            file.reach(at + 2L + length);
            if (length < 2) {
                throw format.damaged("a segment has an impossible length");
            }
            if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
                if (marker > SOF2) {
                    throw new ImageException("it is a JPEG file of a rare kind (lossless, hierarchical or arithmetic),"
                            + " which is not supported; baseline and progressive ones are");
                }
                if (components != 0) {
                    throw format.damaged("it has two frames");
                }
                height = file.u16(data + 1);
                width = file.u16(data + 3);
                components = file.u8(data + 5);
            } else if (marker == APP1
                    && length > EXIF_BYTES + 2
                    && file.ascii(data, 4).equals("Exif")) {
                orientation = Orientation.of(file.array(), data + EXIF_BYTES, length - 2 - EXIF_BYTES);
            } else if (marker == APP14 && length >= 14 && file.ascii(data, 5).equals("Adobe")) {
                transform = file.u8(data + 11);
            }
            int from = at;
            at += 2 + length;
            if (marker == SOS) {
                scans++;
                at = afterScan(file, at);
            }
            if (marker < APP1 || marker == APP14) {
                picture.write(file.array(), from, at - from);
            }
        }
        picture.write(0xFF);
        picture.write(EOI);
        if (components == 0 || scans == 0) {
            throw format.damaged("it has no picture");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw format.damaged("it has " + components + " colour components");
        }
        ImageHead head = new ImageHead(format, width, height, orientation, scans * width * height);
        return new JpegHead(head, picture.toByteArray(), components, transform);
    }

    /** The next marker that ends a scan; 0xFF00 and restart markers are part of one. */
    private static int afterScan(Bytes file, int from) throws ImageException {
        byte[] bytes = file.array();
        for (int at = from; at < bytes.length - 1; at++) {
            if (bytes[at] == (byte) 0xFF) {
                int next = bytes[at + 1] & 0xFF;
                if (next != 0 && next != 0xFF && (next < RST0 || next > RST7)) {
                    return at;
                }
            }
        }
        throw ImageFormat.JPEG.truncated();
    }
}
